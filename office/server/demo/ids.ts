import { createHash } from "node:crypto";
import type { Id } from "@veche/kernel";

/**
 * The id of a thing of the demo company: the same name, installation and instant give the same id, so that an interrupted filling goes on where it
 * stopped. It sorts by time like every id of ours.
 * @param name unique among all kinds, such as `message sales#1`
 * @see RFC 9562 §5.7 UUID version 7; the random bits are a hash here
 */
export function demoId<Kind extends string>(installationId: string, name: string, at: Date): Id<Kind> {
  const bytes = createHash("sha256").update(`${installationId} ${name}`).digest().subarray(0, 16);
  bytes.writeUIntBE(at.getTime(), 0, 6);
  bytes[6] = (bytes[6]! & 0x0f) | 0x70;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const text = bytes.toString("hex");
  return `${text.slice(0, 8)}-${text.slice(8, 12)}-${text.slice(12, 16)}-${text.slice(16, 20)}-${text.slice(20)}` as Id<Kind>;
}
