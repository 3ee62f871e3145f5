export { computeFingerprint, createDtlsIdentity, matchesFingerprint } from "./certificate.ts";
export type { DtlsIdentity, Fingerprint } from "./certificate.ts";
export { DtlsServer } from "./server.ts";
export type { DtlsCloseReason, DtlsHandlers, DtlsSession } from "./server.ts";
