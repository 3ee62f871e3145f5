export { openMediaWorker } from "./nodes.ts";
export { openLocalMedia } from "./start.ts";
export type { MediaCommand, MediaEvent, MediaNode, MediaOptions, PublishedSection, TransportHealth } from "./protocol.ts";
