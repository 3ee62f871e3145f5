export { parseServerAddress } from "./address.ts";
export { openApplication } from "./application.ts";
export type { ApplicationAccess, ApplicationClient } from "./application.ts";
export { createKeyPair, signToken } from "./keys.ts";
export type { KeyPair, TokenClaims } from "./keys.ts";
export * as registration from "./registration.ts";
