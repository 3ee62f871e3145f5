import { type CodecName, type ExtensionIds, extensionNames, extensionUris, isCodecName } from "../rtp/index.ts";
import type { Codec, MediaSection } from "./description.ts";

/** A codec with what repairs it. */
export interface CodecOffer {
  readonly codec: Codec;
  readonly name: CodecName;
  readonly rtx: Codec | undefined;
}

/** Variants of a codec that we do not forward. */
function isUsable({ name, parameters }: Codec): boolean {
  if (name === "h264") return parameters.includes("packetization-mode=1");
  if (name === "vp9") return !/profile-id=[1-9]/.test(parameters);
  return isCodecName(name) && name !== "red";
}

/** The codecs of a section that we forward, in its order. */
export function listCodecs(section: MediaSection): CodecOffer[] {
  const repairs = new Map(
    section.codecs.filter(({ name }) => name === "rtx").map((rtx) => [Number(/apt=(\d+)/.exec(rtx.parameters)?.[1] ?? -1), rtx]),
  );
  return section.codecs.filter(isUsable).map((codec) => ({ codec, name: codec.name as CodecName, rtx: repairs.get(codec.payloadType) }));
}

const profileOf = (parameters: string): string => /profile-level-id=([0-9a-f]{4})/i.exec(parameters)?.[1]?.toLowerCase() ?? "42e0";

/** The offered codec that a receiver decodes a published one with. Profiles of H.264 must agree. */
export function findMatchingCodec(section: MediaSection, name: CodecName, parameters: string): CodecOffer | undefined {
  const candidates = listCodecs(section).filter((offer) => offer.name === name);
  if (name !== "h264") return candidates[0];
  return candidates.find(({ codec }) => profileOf(codec.parameters) === profileOf(parameters)) ?? candidates[0];
}

/** The numbers of the extensions we know. Browsers want all of them in every section, used or not: what one misses is lost for the bundle. */
export function toExtensionIds(section: MediaSection): ExtensionIds {
  return Object.fromEntries(
    extensionNames.flatMap((name) => {
      const id = section.extensions.find(({ uri }) => uri === extensionUris[name])?.id;
      return id === undefined ? [] : [[name, id]];
    }),
  );
}
