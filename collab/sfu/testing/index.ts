export { toPem } from "./dtls-client.ts";
export { openTestPeer, testExtensionIds, testIceCredentials } from "./peer.ts";
export type { OutgoingRtp, ReceivedRtp, TestPeer } from "./peer.ts";
