export { deriveSessionKeys, masterKeyBytes, masterSaltBytes, srtpProfileNumbers, srtpProfiles } from "./keys.ts";
export type { MasterKey, SessionKeys, SrtpProfile } from "./keys.ts";
export { SrtpReceiver } from "./receiver.ts";
export { SrtpSender } from "./sender.ts";
export { ReplayWindow } from "./packet-index.ts";
