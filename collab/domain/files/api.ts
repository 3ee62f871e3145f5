import { instantSchema, pageInput, pageSchema, route } from "@veche/kernel";
import * as z from "zod";
import { userId } from "../directory/index.ts";
import { Attachment, fileId, FileTicket } from "./types.ts";

/** tus 1.0 creation, resumption, termination. Metadata: `filename`, `filetype`, `fileId` (a UUID the client makes). @see https://tus.io/protocols/resumable-upload */
export const uploadsPath = "/api/collab/uploads";

/** @returns path of the bytes; `download` asks the browser to save instead of show */
export function fileUrl(attachment: Pick<Attachment, "fileId" | "name">, ticket: string, download = false): string {
  return `/files/collab/${attachment.fileId}/${encodeURIComponent(attachment.name)}?ticket=${ticket}${download ? "&download=1" : ""}`;
}

/** @returns path of the small picture, WebP, at most 640 pixels wide and high */
export function thumbnailUrl(attachment: Pick<Attachment, "fileId">, ticket: string): string {
  return `/files/collab/${attachment.fileId}/thumbnail.webp?ticket=${ticket}`;
}

export const createFileTicket = route({
  name: "files.createTicket",
  method: "POST",
  path: "/api/collab/files/ticket",
  input: z.object({}),
  output: FileTicket,
  summary: "A ticket for file addresses, good for an hour.",
});

export const getFile = route({
  name: "files.get",
  method: "GET",
  path: "/api/collab/files/:fileId",
  input: z.object({ fileId }),
  output: Attachment,
  summary: "What is known of a file I uploaded or may see.",
});

export const ConversationFile = z.object({ attachment: Attachment, authorId: userId, seq: z.number().int(), createdAt: instantSchema });
export type ConversationFile = z.output<typeof ConversationFile>;
export const conversationFilePage = pageSchema(ConversationFile);
export const conversationFileInput = pageInput;

export const fileRoutes = [createFileTicket, getFile];
