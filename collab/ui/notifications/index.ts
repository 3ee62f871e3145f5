export { NotificationCentre } from "./centre.tsx";
export { DesktopSwitch } from "./desktop-switch.tsx";
export { useNotifications } from "./hook.ts";
export { forgetPush, renewPush } from "./push.ts";
export { NotificationSettings } from "./settings.tsx";
export { notificationTexts } from "./texts.ts";
export { startWorker } from "./worker.ts";
