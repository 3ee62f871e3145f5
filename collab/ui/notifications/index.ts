export { NotificationCentre } from "./centre.tsx";
export { DesktopSwitch } from "./desktop-switch.tsx";
export { useNotifications } from "./hook.ts";
