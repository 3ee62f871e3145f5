export type { IceServerOptions } from "./ice-servers.ts";
export { Signalling } from "./signalling.ts";
export type { Refusal, SignallingOptions } from "./signalling.ts";
