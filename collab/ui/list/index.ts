export { LeaveDialog } from "./leave-dialog.tsx";
export { ConversationList } from "./list.tsx";
export { levelNames } from "./row-menu.tsx";
export { useUntil } from "./until.ts";
