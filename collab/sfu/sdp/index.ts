export { findMatchingCodec, listCodecs, toExtensionIds } from "./codecs.ts";
export type { CodecOffer } from "./codecs.ts";
export { parseDescription } from "./description.ts";
export type { Codec, Description, Direction, MediaSection, SectionKind } from "./description.ts";
export { writeDescription } from "./writer.ts";
export type { ConnectionPart, OutgoingSource, WrittenSection } from "./writer.ts";
