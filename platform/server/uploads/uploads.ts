import { FileStore } from "@tus/file-store";
import { Server, type Upload } from "@tus/server";
import { AppError, errorStatus, isErrorCode, toErrorBody } from "@veche/kernel";
import type { FastifyInstance } from "fastify";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { BlobStore, StoredBlob } from "../blobs/index.ts";
import type { Log } from "../log/index.ts";
import { cleanFileName } from "./names.ts";

/** What the uploader says of a file. */
export interface UploadedFile {
  /** a UUID the client made */
  readonly fileId: string;
  /** one name without folders; a claim */
  readonly name: string;
  /** what the client believes it is; a claim */
  readonly claimedType: string;
}

/** Headers of a request, with names in small letters. */
export type UploadHeaders = Readonly<Record<string, string>>;

export interface UploadsOptions<Actor> {
  readonly path: string;
  /** where unfinished uploads wait; on the file system of the blobs */
  readonly directory: string;
  readonly blobs: BlobStore;
  /** Recognises who uploads. @throws AppError unauthenticated, too_many_requests */
  readonly authorize: (headers: UploadHeaders, isSafe: boolean) => Promise<Actor>;
  /** a key of who uploads: nobody else reaches what he uploads */
  readonly ownerOf: (actor: Actor) => string;
  /** Keeps the finished file; harmless to repeat. @throws AppError */
  readonly keep: (actor: Actor, file: UploadedFile, blob: StoredBlob) => Promise<void>;
  /** undefined: any size that has room */
  readonly maxSizeBytes?: number;
  /** pages of other origins may upload, with a token and never with cookies */
  readonly isCrossOrigin?: boolean;
  readonly log: Log;
}

export interface Uploads {
  /** Removes uploads that were abandoned for a week; for a job that runs now and then. */
  removeAbandoned(): Promise<number>;
}

const abandonedAfterMs = 7 * 24 * 3_600_000;
/** so much stays free for everything else */
const reserveBytes = 256 * 1024 * 1024;
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;

/**
 * Serves resumable uploads: creation, offsets, resumption, termination.
 * @see https://tus.io/protocols/resumable-upload version 1.0
 */
export async function mountUploads<Actor>(fastify: FastifyInstance, options: UploadsOptions<Actor>): Promise<Uploads> {
  await mkdir(options.directory, { recursive: true, mode: 0o700 });
  const store = new FileStore({ directory: options.directory, expirationPeriodInMilliseconds: abandonedAfterMs });
  const actors = new WeakMap<object, Actor>();
  const server = new Server({
    path: options.path,
    datastore: store,
    relativeLocation: true,
    ...(options.maxSizeBytes !== undefined && { maxSize: options.maxSizeBytes }),
    ...(options.isCrossOrigin && { allowedHeaders: ["Authorization"], allowedOrigins: () => true }),
    onIncomingRequest: (request, uploadId) => explain(() => recognise(request, uploadId)),
    onUploadCreate: (request, upload) => explain(() => check(request, upload)),
    onUploadFinish: (request, upload) => explain(() => finish(request, upload)),
    onResponseError: (request, error) => {
      if (error instanceof Error && !("status_code" in error)) options.log.error({ err: error, method: request.method }, "upload failed");
      return undefined;
    },
  });

  /** Every request names its sender; another person's upload does not exist. */
  async function recognise(request: Request, uploadId: string): Promise<void> {
    const isSafe = request.method === "HEAD" || request.method === "OPTIONS";
    if (request.method === "OPTIONS") return;
    const actor = await options.authorize(Object.fromEntries(request.headers), isSafe);
    actors.set(request, actor);
    if (request.method === "POST") return;
    const upload = await store.getUpload(uploadId).catch(() => null);
    if (upload?.metadata?.["owner"] !== options.ownerOf(actor)) throw new AppError("not_found");
  }

  async function check(request: Request, upload: Upload): Promise<{ metadata: Record<string, string | null> }> {
    const { fileId, filename, filetype } = upload.metadata ?? {};
    if (!fileId || !uuid.test(fileId)) throw new AppError("invalid", { field: "fileId" });
    if (upload.size === undefined) throw new AppError("invalid", { field: "Upload-Length" });
    if (upload.size + reserveBytes > (await options.blobs.measureFree())) throw new AppError("insufficient_storage");
    const owner = options.ownerOf(actors.get(request)!);
    return { metadata: { owner, fileId: fileId.toLowerCase(), filename: cleanFileName(filename ?? ""), filetype: filetype ?? "" } };
  }

  async function finish(request: Request, upload: Upload): Promise<Record<string, never>> {
    const { fileId, filename, filetype } = upload.metadata!;
    const blob = await options.blobs.adopt(join(options.directory, upload.id));
    await options.keep(actors.get(request)!, { fileId: fileId!, name: filename!, claimedType: filetype! }, blob);
    await store.configstore.delete(upload.id);
    return {};
  }

  await fastify.register(async (scope) => {
    scope.addContentTypeParser("application/offset+octet-stream", (_request, _payload, done) => done(null));
    for (const url of [options.path, `${options.path}/:id`]) {
      scope.all(url, async (request, reply) => {
        reply.hijack();
        await server.handle(request.raw, reply.raw);
      });
    }
  });
  return { removeAbandoned: () => server.cleanUpExpiredUploads() };
}

/** Failures leave as `{code, details}` with their status, as everywhere. */
async function explain<Result>(run: () => Promise<Result>): Promise<Result> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof AppError) || !isErrorCode(error.code)) throw error;
    throw Object.assign(new Error(error.code, { cause: error }), {
      status_code: errorStatus[error.code],
      body: JSON.stringify(toErrorBody(error)),
    });
  }
}
