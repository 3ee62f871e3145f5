export { createDocument } from "./actions.ts";
export { requireDocument } from "./loading.ts";
export { followRights } from "./reactions.ts";
export { documentBindings } from "./routes.ts";
export { findDocument } from "./store.ts";
export type { StoredDocument } from "./store.ts";
