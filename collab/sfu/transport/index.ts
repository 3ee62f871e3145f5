export { OwnEngine } from "./engine.ts";
export type { EngineOptions } from "./engine.ts";
export type {
  Candidate,
  PacketTransport,
  RemoteDescription,
  TransportEngine,
  TransportHandlers,
  TransportLossReason,
  TransportOptions,
} from "./packet-transport.ts";
