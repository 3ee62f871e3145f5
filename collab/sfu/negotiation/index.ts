export { Answerer } from "./answerer.ts";
export type { AnswererHandlers } from "./answerer.ts";
export { Offerer } from "./offerer.ts";
export type { ExpectedTrack, NegotiationEffect, NegotiationResult, OutgoingTrack, TrackQuery } from "./types.ts";
