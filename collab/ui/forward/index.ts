export { ForwardDialog } from "./forward-dialog.tsx";
