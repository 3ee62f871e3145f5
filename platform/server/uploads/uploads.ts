import { Server, type Upload } from "@tus/server";
import { AppError, errorStatus, toErrorBody, type ErrorCode } from "@veche/kernel";
import type { FastifyInstance } from "fastify";
import { mkdir } from "node:fs/promises";
import type { Antivirus } from "../antivirus/index.ts";
import type { BlobStore, StoredBlob } from "../blobs/index.ts";
import type { Log } from "../log/index.ts";
import { cleanFileName } from "./names.ts";
import { UploadStore } from "./store.ts";

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
  /** looks at every file before it is kept */
  readonly antivirus?: Antivirus | undefined;
  /** undefined: any size that has room */
  readonly maxSizeBytes?: number;
  /** pages of other origins may upload, with a token and never with cookies */
  readonly isCrossOrigin?: boolean;
  readonly log: Log;
}

export interface Uploads {
  /** Removes uploads that were abandoned for a week and the memory of those that arrived a day ago; for a job that runs now and then. */
  removeAbandoned(): Promise<number>;
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;

/**
 * Serves resumable uploads: creation, offsets, resumption, termination.
 * @see https://tus.io/protocols/resumable-upload version 1.0
 */
export async function mountUploads<Actor>(fastify: FastifyInstance, options: UploadsOptions<Actor>): Promise<Uploads> {
  await mkdir(options.directory, { recursive: true, mode: 0o700 });
  const store = new UploadStore(options.directory, options.blobs);
  const actors = new WeakMap<object, Actor>();
  const settling = new Map<string, Promise<void>>();
  const server = new Server({
    path: options.path,
    datastore: store,
    relativeLocation: true,
    ...(options.maxSizeBytes !== undefined && { maxSize: options.maxSizeBytes }),
    ...(options.isCrossOrigin && { allowedHeaders: ["Authorization"], allowedOrigins: () => true }),
    onIncomingRequest: recognise,
    onUploadCreate: check,
    onUploadFinish: async (request, upload) => {
      await settle(actors.get(request)!, upload.id);
      return {};
    },
    onResponseError: (request, error) => {
      if (isFault(error)) options.log.error({ err: error, method: request.method }, "upload failed");
      return explain(error);
    },
  });

  /** Every request names its sender; another person's upload does not exist. Who asks how far it is, hears of the end only when the file is kept. */
  async function recognise(request: Request, uploadId: string): Promise<void> {
    const isSafe = request.method === "HEAD" || request.method === "OPTIONS";
    if (request.method === "OPTIONS") return;
    const actor = await options.authorize(Object.fromEntries(request.headers), isSafe);
    actors.set(request, actor);
    if (request.method === "POST") return;
    const { metadata, offset, size } = await store.getUpload(uploadId);
    if (metadata?.["owner"] !== options.ownerOf(actor)) throw new AppError("not_found");
    if (request.method === "HEAD" && offset === size) await settle(actor, uploadId);
  }

  async function check(request: Request, upload: Upload): Promise<{ metadata: Record<string, string | null> }> {
    const { fileId, filename, filetype } = upload.metadata ?? {};
    if (!fileId || !uuid.test(fileId)) throw new AppError("invalid", { field: "fileId" });
    if (upload.size === undefined) throw new AppError("invalid", { field: "Upload-Length" });
    await store.requireRoom(upload.size);
    const owner = options.ownerOf(actors.get(request)!);
    return { metadata: { owner, fileId: fileId.toLowerCase(), filename: cleanFileName(filename ?? ""), filetype: filetype ?? "" } };
  }

  /** Once, however many ask: after a lost answer, a failure or a crash it goes on with what is left to do. */
  function settle(actor: Actor, id: string): Promise<void> {
    const running = settling.get(id) ?? finish(actor, id).finally(() => settling.delete(id));
    settling.set(id, running);
    return running;
  }

  async function finish(actor: Actor, id: string): Promise<void> {
    const upload = await store.getUpload(id);
    const { fileId, filename, filetype, keptAt } = upload.metadata!;
    if (keptAt) return;
    await inspect(upload);
    const blob = await store.adopt(upload);
    await options.keep(actor, { fileId: fileId!, name: filename!, claimedType: filetype! }, blob);
    await store.markKept(id, new Date());
  }

  /** What has a virus is nowhere any more. While the scanner is away the upload waits, and its sender asks again. */
  async function inspect(upload: Upload): Promise<void> {
    if (!options.antivirus || store.isAdopted(upload)) return;
    const verdict = await options.antivirus.scan(store.read(upload.id));
    const { filename: name, owner } = upload.metadata!;
    if (verdict.type === "tooLarge") options.log.warn({ name, owner, sizeBytes: upload.size }, "file is larger than the scanner takes");
    if (verdict.type !== "infected") return;
    options.log.warn({ name, owner, virus: verdict.virus }, "file with a virus was refused");
    await store.remove(upload.id);
    throw new AppError("infected", { virus: verdict.virus });
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

const codeByStatus: Readonly<Record<number, ErrorCode>> = { 404: "not_found", 409: "conflict", 410: "not_found", 413: "too_large" };

/** Failures leave as `{code, details}` with their status, as everywhere. */
function explain(error: unknown): { readonly status_code: number; readonly body: string } {
  const failure = error instanceof AppError ? error : new AppError(toCode(error));
  return { status_code: errorStatus[failure.code], body: JSON.stringify(toErrorBody(failure)) };
}

/** What the protocol refuses has a status; anything else is a fault. */
function toCode(error: unknown): ErrorCode {
  const status = isRefusal(error) ? error.status_code : 500;
  return codeByStatus[status] ?? (status < 500 ? "invalid" : "internal");
}

function isRefusal(error: unknown): error is { readonly status_code: number } {
  return typeof error === "object" && error !== null && "status_code" in error && typeof error.status_code === "number";
}

function isFault(error: unknown): boolean {
  return error instanceof AppError ? errorStatus[error.code] >= 500 && error.code !== "insufficient_storage" : !isRefusal(error);
}
