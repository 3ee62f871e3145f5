export { NotificationCentre } from "./centre.tsx";
export { requestNotifications, useNotifications } from "./hook.ts";
