export { openTestPeer, testExtensionIds } from "./peer.ts";
export type { OutgoingRtp, ReceivedRtp, TestPeer } from "./peer.ts";
