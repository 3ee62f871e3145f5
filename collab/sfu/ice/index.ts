export { IceAgent } from "./agent.ts";
export type { IceAgentHandlers } from "./agent.ts";
export { createIceCredentials } from "./credentials.ts";
export type { IceCredentials } from "./credentials.ts";
export { IcePort, readFirstFragment } from "./port.ts";
export type { IcePortOptions } from "./port.ts";
export type { Path } from "./path.ts";
export type { Impairment } from "./udp-socket.ts";
