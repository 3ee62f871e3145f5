export { documentVisibleTo, listGainedDocuments, listLostDocuments, listPrincipals, listViewerIds, listViewers } from "./store.ts";
export type { Principals, Viewer } from "./store.ts";
