import type { ConversationId } from "@veche/collab-domain/conversations";
import { createFileTicket, fileUrl, getFile, thumbnailUrl, uploadsPath } from "@veche/collab-domain/files";
import type { Attachment, FileId } from "@veche/collab-domain/files";
import { AppError, newId, parseErrorBody } from "@veche/kernel";
import { DetailedError, Upload as TusUpload } from "tus-js-client";
import type { AccessKeeper } from "./access.ts";
import { AttachedFiles } from "./attached-files.ts";
import type { Call } from "./caller.ts";
import { createWritable } from "./readable.ts";
import type { Readable, Writable } from "./readable.ts";

export interface UploadState {
  /** 0–1 */
  readonly progress: number;
  /** waiting: the connection broke, it goes on from where it stopped */
  readonly status: "running" | "waiting" | "done" | "failed" | "cancelled";
  readonly attachment: Attachment | null;
  readonly error: AppError | null;
}

/** One file on its way. */
export interface Upload {
  readonly id: FileId;
  readonly file: File;
  readonly state: Readable<UploadState>;
  /** also takes away what the server has of it */
  cancel(): void;
  /** after `failed` */
  retry(): void;
}

/** a refusal is heard at the end of a part */
const chunkBytes = 16 * 1024 * 1024;
const renewTicketMs = 45 * 60_000;
/** nothing answered, signed out, took too long, out of step, held by another request, too often */
const passingStatuses = new Set([0, 401, 408, 409, 423, 429]);
const retryDelaysMs = [500, 1000, 2000, 4000, 8000, ...Array.from({ length: 200 }, () => 10_000)];

/** Uploads, resumed after broken connections, and addresses of files. */
export class LiveFiles {
  readonly #origin: string;
  readonly #access: AccessKeeper;
  readonly #call: Call;
  readonly #ticket = createWritable("");
  readonly #attached = new Map<ConversationId, AttachedFiles>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(origin: string, access: AccessKeeper, call: Call) {
    this.#origin = origin;
    this.#access = access;
    this.#call = call;
  }

  /** Changes when addresses become usable; until then they are empty. */
  get ticket(): Readable<string> {
    return this.#ticket;
  }

  url(attachment: Pick<Attachment, "fileId" | "name">, download = false): string {
    const ticket = this.#ticket.getSnapshot();
    return ticket === "" ? "" : this.#origin + fileUrl(attachment, ticket, download);
  }

  thumbnail(attachment: Pick<Attachment, "fileId">): string {
    const ticket = this.#ticket.getSnapshot();
    return ticket === "" ? "" : this.#origin + thumbnailUrl(attachment, ticket);
  }

  /** The same object for the same conversation. */
  attached(conversationId: ConversationId): AttachedFiles {
    const known = this.#attached.get(conversationId) ?? new AttachedFiles((file) => this.upload(file));
    this.#attached.set(conversationId, known);
    return known;
  }

  upload(file: File): Upload {
    const id = newId<"File">();
    const state = createWritable<UploadState>({ progress: 0, status: "running", attachment: null, error: null });
    const tus = new TusUpload(file, {
      endpoint: this.#origin + uploadsPath,
      chunkSize: chunkBytes,
      metadata: { filename: file.name, filetype: file.type, fileId: id },
      retryDelays: retryDelaysMs,
      storeFingerprintForResuming: false,
      removeFingerprintOnSuccess: true,
      onBeforeRequest: async (request) => request.setHeader("Authorization", `Bearer ${await this.#access.getToken()}`),
      // from now on it resumes; with an endpoint, any failed question would begin a new upload
      onUploadUrlAvailable: () => void (tus.options.endpoint = null),
      onShouldRetry: (error) => this.#shouldRetry(error, state),
      onProgress: (sentBytes, totalBytes) =>
        state.update((now) => ({ ...now, status: "running", progress: totalBytes === 0 ? 1 : sentBytes / totalBytes })),
      onError: (error) =>
        state.update((now) => (now.status === "cancelled" ? now : { ...now, status: "failed", error: toAppError(error) })),
      onSuccess: () => void this.#finish(id, state),
    });
    tus.start();
    return {
      id,
      file,
      state,
      cancel: () => {
        if (state.getSnapshot().status === "done") return;
        state.update((now) => ({ ...now, status: "cancelled" }));
        void tus.abort(true).catch(() => undefined);
      },
      retry: () => {
        if (state.getSnapshot().status !== "failed") return;
        if (state.getSnapshot().error?.code === "gone") {
          tus.url = null;
          tus.options.endpoint = this.#origin + uploadsPath;
        }
        state.update((now) => ({ ...now, status: "running", error: null }));
        tus.start();
      },
    };
  }

  handleWelcome(): void {
    if (this.#ticket.getSnapshot() === "") void this.#renewTicket();
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  async #renewTicket(): Promise<void> {
    const answer = await this.#call(createFileTicket, {}).catch(() => null);
    if (answer) this.#ticket.set(answer.ticket);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#renewTicket(), answer ? renewTicketMs : 5_000);
  }

  #shouldRetry(error: DetailedError | Error, state: Writable<UploadState>): boolean {
    if (state.getSnapshot().status === "cancelled") return false;
    const status = statusOf(error);
    if (status === 401) this.#access.forget();
    const isPassing = passingStatuses.has(status) || (status >= 500 && status !== 507);
    if (isPassing) state.update((now) => ({ ...now, status: "waiting" }));
    return isPassing;
  }

  async #finish(fileId: FileId, state: Writable<UploadState>): Promise<void> {
    try {
      const attachment = await this.#call(getFile, { fileId });
      state.update((now) => (now.status === "cancelled" ? now : { ...now, status: "done", progress: 1, attachment }));
    } catch (error) {
      state.update((now) => ({ ...now, status: "failed", error: toAppError(error) }));
    }
  }
}

function statusOf(error: unknown): number {
  return error instanceof DetailedError ? (error.originalResponse?.getStatus() ?? 0) : 0;
}

function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const body = error instanceof DetailedError ? error.originalResponse?.getBody() : undefined;
  try {
    return parseErrorBody(JSON.parse(body ?? ""));
  } catch {
    return new AppError(statusOf(error) === 404 ? "gone" : "server_unreachable", {}, { cause: error });
  }
}
