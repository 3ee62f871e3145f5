import type { BlobStore } from "@veche/server/blobs";
import type { FastifyInstance } from "fastify";
import { randomBytes } from "node:crypto";
import type { Binding } from "../binding.ts";
import type { Db } from "../context.ts";
import { cleanFiles } from "./cleaning.ts";
import { receiveFile, type FileOrder, type ReceivedUpload } from "./receiving.ts";
import { buildFileBindings } from "./routes.ts";
import { serveFiles, type ServingOptions } from "./serving.ts";
import { loadTicketKey } from "./store.ts";
import { takeText } from "./texts.ts";
import { makeThumbnail } from "./thumbnails.ts";
import { FileTickets } from "./tickets.ts";

export type { FileOrder, FileWork, ReceivedUpload } from "./receiving.ts";
export { claimFiles, listAttachmentsById, removeFiles, unclaimFiles } from "./store.ts";
export type { TicketHolder } from "./tickets.ts";

export interface FilesOptions extends Pick<ServingOptions, "canSeeAttached" | "now"> {
  /** outside of transactions */
  readonly db: Db;
  readonly blobs: BlobStore;
}

export interface Files {
  readonly bindings: readonly Binding[];
  /** Serves `/files/collab/…`. */
  serve(fastify: FastifyInstance): void;
  /** Keeps an upload that has come whole. */
  receive(upload: ReceivedUpload): ReturnType<typeof receiveFile>;
  /** For the job queue. @returns whether messages that carry the file changed */
  makeThumbnail(order: FileOrder): Promise<boolean>;
  /** For the job queue. @returns what the file says; undefined when nothing can be taken out of it */
  takeText(order: FileOrder): Promise<string | undefined>;
  /** For the job queue, once an hour. */
  clean(): Promise<void>;
}

/** Files: received whole, shown to who may see a message they hang on, forgotten when nothing needs them. */
export async function openFiles(options: FilesOptions): Promise<Files> {
  const { db, blobs } = options;
  const tickets = new FileTickets(await loadTicketKey(db, randomBytes(32)));
  const serving = { ...options, tickets };
  return {
    bindings: buildFileBindings(serving),
    serve: (fastify) => serveFiles(fastify, serving),
    receive: (upload) => receiveFile(options, upload, options.now()),
    makeThumbnail: (order) => makeThumbnail({ db, blobs }, order),
    takeText: (order) => takeText({ db, blobs }, order),
    clean: () => cleanFiles({ db, blobs }, options.now()),
  };
}
