import { idSchema, instantSchema } from "@veche/kernel";
import type { Id } from "@veche/kernel";
import * as z from "zod";
import { personId } from "../directory/index.ts";

export type FileId = Id<"File">;
export const fileId = idSchema<"File">();

/** A file of a record. Its bytes are at `fileUrl`; the session cookie names the person, rights are checked at each request. */
export const RecordFile = z.object({
  id: fileId,
  name: z.string(),
  mediaType: z.string(),
  sizeBytes: z.number().int(),
  authorId: personId,
  createdAt: instantSchema,
});
export type RecordFile = z.output<typeof RecordFile>;
