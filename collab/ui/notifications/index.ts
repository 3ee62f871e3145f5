export { NotificationCentre } from "./centre.tsx";
export { DesktopSwitch } from "./desktop-switch.tsx";
export { useNotifications } from "./hook.ts";
export { renewPush } from "./push.ts";
export { NotificationSettings } from "./settings.tsx";
