import { idSchema, instantSchema } from "@veche/kernel";
import type { Id } from "@veche/kernel";
import * as z from "zod";

export type FileId = Id<"File">;
export const fileId = idSchema<"File">();

/** A file as it hangs on a message. Its bytes: `fileUrl`, its small picture: `thumbnailUrl`, both with a file ticket. */
export const Attachment = z.object({
  fileId,
  name: z.string(),
  mediaType: z.string(),
  sizeBytes: z.number().int(),
  /** pixels, for pictures that may be shown inline */
  image: z.object({ width: z.number().int(), height: z.number().int() }).nullable(),
  hasThumbnail: z.boolean(),
});
export type Attachment = z.output<typeof Attachment>;

/** Names the person for `/files/…`, where headers cannot be set; rights are checked at each request. */
export const FileTicket = z.object({ ticket: z.string(), expiresAt: instantSchema });
export type FileTicket = z.output<typeof FileTicket>;
