import { canShowInline, parseRange, toContentDisposition } from "@veche/collab-domain/files";
import { AppError } from "@veche/kernel";
import type { BlobStore } from "@veche/server/blobs";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import * as z from "zod";
import type { Db } from "../context.ts";
import { isSignedIn } from "../directory/index.ts";
import { findFile, type FileRow } from "./store.ts";
import type { FileTickets, TicketHolder } from "./tickets.ts";

export interface ServingOptions {
  readonly db: Db;
  readonly blobs: BlobStore;
  readonly tickets: FileTickets;
  /** whether the file hangs where the person may look */
  readonly canSeeAttached: (holder: Seer, fileId: string) => Promise<boolean>;
  readonly now: () => Date;
}

/** Who looks, whatever session he has. */
type Seer = Pick<TicketHolder, "applicationId" | "userId">;

const thumbnailName = "thumbnail.webp";
const address = z.object({ fileId: z.uuid(), name: z.string() });
const query = z.object({ ticket: z.string().max(1_000), download: z.string().optional() });

/** Serves the bytes of files and their small pictures; whoever may not see a file finds nothing. */
export function serveFiles(fastify: FastifyInstance, options: ServingOptions): void {
  fastify.get("/files/collab/:fileId/:name", (request, reply) => serve(options, request, reply));
}

/** @throws AppError not_found, whatever the reason */
export async function requireFile(options: Omit<ServingOptions, "tickets" | "blobs">, holder: Seer, fileId: string): Promise<FileRow> {
  const file = await findFile(options.db, holder.applicationId, fileId);
  const isOwn = file !== undefined && file.claimedAt === null && file.uploaderId === holder.userId;
  if (!file || !(isOwn || (await options.canSeeAttached(holder, fileId)))) throw new AppError("not_found");
  return file;
}

async function serve(options: ServingOptions, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const path = address.safeParse(request.params);
  const asked = query.safeParse(request.query);
  const holder = asked.success ? options.tickets.read(asked.data.ticket, options.now()) : undefined;
  if (!path.success || !holder || !(await isSignedIn(options.db, holder))) throw new AppError("not_found");
  const file = await requireFile(options, holder, path.data.fileId);
  const isThumbnail = path.data.name === thumbnailName && file.name !== thumbnailName;
  if (!isThumbnail) return sendBytes(options, request, reply, { ...file, isInline: asked.data?.download === undefined });
  if (file.thumbnailHash === null) throw new AppError("not_found");
  const sizeBytes = await measure(options.blobs, file.thumbnailHash);
  return sendBytes(options, request, reply, {
    blobHash: file.thumbnailHash,
    sizeBytes,
    name: thumbnailName,
    mediaType: "image/webp",
    isInline: true,
  });
}

type Bytes = Pick<FileRow, "blobHash" | "sizeBytes" | "name" | "mediaType"> & { readonly isInline: boolean };

async function sendBytes(options: ServingOptions, request: FastifyRequest, reply: FastifyReply, bytes: Bytes): Promise<FastifyReply> {
  const etag = `"${bytes.blobHash}"`;
  reply.headers({
    etag,
    "accept-ranges": "bytes",
    "cache-control": "private, max-age=3600",
    "content-disposition": toContentDisposition(bytes.name, bytes.isInline && canShowInline(bytes.mediaType)),
    "content-security-policy": "sandbox; default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'",
    "x-content-type-options": "nosniff",
    "cross-origin-resource-policy": "cross-origin",
    "content-type": bytes.mediaType,
  });
  if (request.headers["if-none-match"] === etag) return reply.code(304).send();
  const isCurrent = request.headers["if-range"] === undefined || request.headers["if-range"] === etag;
  const range = parseRange(isCurrent ? request.headers.range : undefined, bytes.sizeBytes);
  if (range === "unsatisfiable") return reply.code(416).header("content-range", `bytes */${bytes.sizeBytes}`).send();
  const stream = await options.blobs.read(bytes.blobHash, range === "everything" ? undefined : range);
  if (!stream) throw new AppError("not_found");
  if (range === "everything") return reply.header("content-length", bytes.sizeBytes).send(stream);
  reply.code(206).header("content-range", `bytes ${range.start}-${range.end}/${bytes.sizeBytes}`);
  return reply.header("content-length", range.end - range.start + 1).send(stream);
}

async function measure(blobs: BlobStore, hash: string): Promise<number> {
  const stream = await blobs.read(hash);
  let sizeBytes = 0;
  for await (const chunk of stream ?? []) sizeBytes += (chunk as Uint8Array).byteLength;
  return sizeBytes;
}
