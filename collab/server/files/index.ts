export { claimFiles, listAttachmentsById, removeFiles, unclaimFiles } from "./store.ts";
