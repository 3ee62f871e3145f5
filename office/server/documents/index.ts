export { createDocument } from "./actions.ts";
export { listVisibleRows } from "./list-store.ts";
export { lockForChange, requireDocument } from "./loading.ts";
export { followRights } from "./reactions.ts";
export { insertRegistration, saveRegistration, saveVoidedRegistration } from "./registering.ts";
export { documentBindings } from "./routes.ts";
export { findDocument } from "./store.ts";
export type { StoredDocument } from "./store.ts";
