export { NotificationCentre } from "./centre.tsx";
export { DesktopSwitch } from "./desktop-switch.tsx";
export { readDesktopState } from "./desktop.ts";
export { useNotifications } from "./hook.ts";
export { renewPush } from "./push.ts";
export { NotificationSettings } from "./settings.tsx";
