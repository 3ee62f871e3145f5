export { attributeType, findAttribute, hasFingerprint, hasIntegrity, messageType, parseStun, serializeStun } from "./message.ts";
export type { StunAttribute, StunMessage } from "./message.ts";
export { parseXorAddress, serializeXorAddress } from "./address.ts";
export type { TransportAddress } from "./address.ts";
