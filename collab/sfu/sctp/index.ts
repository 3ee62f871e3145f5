export { DataChannels, maxMessageBytes } from "./channels.ts";
export type { ChannelReliability, DataChannelHandlers } from "./channels.ts";
