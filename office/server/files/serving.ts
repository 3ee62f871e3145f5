import { canShowInline, parseRange, toContentDisposition } from "@veche/collab-domain/files";
import { AppError } from "@veche/kernel";
import { fileId } from "@veche/office-domain/files";
import type { BlobStore } from "@veche/server/blobs";
import { fileSecurityPolicy } from "@veche/server/http";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import * as z from "zod";
import type { Actor, Db } from "../context.ts";
import { findReadableFile } from "./store.ts";
import type { FileRow } from "./store.ts";

export interface ServingOptions {
  readonly db: Db;
  readonly blobs: BlobStore;
  /** @throws AppError unauthenticated */
  readonly requireActor: (request: FastifyRequest) => Promise<Actor>;
}

const address = z.object({ id: fileId, name: z.string() });
const query = z.object({ download: z.string().optional() });

/** Serves the bytes of files; the session cookie names the person, and his rights are asked at every request. */
export function serveFiles(fastify: FastifyInstance, options: ServingOptions): void {
  fastify.get("/files/office/:id/:name", (request, reply) => serve(options, request, reply));
}

async function serve(options: ServingOptions, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const actor = await options.requireActor(request);
  const wanted = address.safeParse(request.params);
  if (!wanted.success) throw new AppError("not_found");
  const file = await findReadableFile(options.db, wanted.data.id, actor.personId);
  if (!file) throw new AppError("not_found");
  const isDownload = query.safeParse(request.query).data?.download !== undefined;
  return sendBytes(options.blobs, request, reply, { ...file, isInline: !isDownload && canShowInline(file.mediaType) });
}

async function sendBytes(
  blobs: BlobStore,
  request: FastifyRequest,
  reply: FastifyReply,
  file: FileRow & { readonly isInline: boolean },
): Promise<FastifyReply> {
  const etag = `"${file.blob}"`;
  reply.headers({
    etag,
    "accept-ranges": "bytes",
    "cache-control": "private, no-cache",
    "content-disposition": toContentDisposition(file.name, file.isInline),
    "content-security-policy": fileSecurityPolicy,
    "x-content-type-options": "nosniff",
    "content-type": file.mediaType,
  });
  if (request.headers["if-none-match"] === etag) return reply.code(304).send();
  const isCurrent = request.headers["if-range"] === undefined || request.headers["if-range"] === etag;
  const range = parseRange(isCurrent ? request.headers.range : undefined, file.sizeBytes);
  if (range === "unsatisfiable") return reply.code(416).header("content-range", `bytes */${file.sizeBytes}`).send();
  const stream = await blobs.read(file.blob, range === "everything" ? undefined : range);
  if (!stream) throw new AppError("not_found");
  if (range === "everything") return reply.header("content-length", file.sizeBytes).send(stream);
  reply.code(206).header("content-range", `bytes ${range.start}-${range.end}/${file.sizeBytes}`);
  return reply.header("content-length", range.end - range.start + 1).send(stream);
}
