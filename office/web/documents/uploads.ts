import { newId } from "@veche/kernel";
import { addFiles } from "@veche/office-domain/documents";
import type { Document, DocumentId } from "@veche/office-domain/documents";
import { getMe } from "@veche/office-domain/directory";
import { uploadsPath } from "@veche/office-domain/files";
import type { FileId } from "@veche/office-domain/files";
import { callRoute } from "@veche/web/query";
import { DetailedError, Upload as TusUpload } from "tus-js-client";
import { useSyncExternalStore } from "react";

/** One file on its way to a document. */
export interface Upload {
  readonly id: FileId;
  readonly documentId: DocumentId;
  readonly name: string;
  readonly sizeBytes: number;
  /** 0–1 */
  readonly progress: number;
  /** waiting: the connection broke, it goes on by itself */
  readonly status: "running" | "waiting" | "failed";
}

const chunkBytes = 16 * 1024 * 1024;
/** nothing answered, signed out, took too long, out of step, held by another request, too often */
const passingStatuses = new Set([0, 401, 408, 409, 423, 429]);
const retryDelaysMs = [0, 500, 1_000, 2_000, 4_000, 8_000, ...Array.from({ length: 200 }, () => 10_000)];
const none: readonly Upload[] = [];

/** Files on their way: they go on while one works in other tabs. */
class UploadStore {
  #uploads: readonly Upload[] = none;
  readonly #running = new Map<FileId, TusUpload>();
  readonly #listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
  readonly getSnapshot = (): readonly Upload[] => this.#uploads;

  /** @param onHung gets the document with the file on it */
  start(documentId: DocumentId, file: File, onHung: (document: Document) => void): void {
    const id = newId<"File">();
    this.#set([...this.#uploads, { id, documentId, name: file.name, sizeBytes: file.size, progress: 0, status: "running" }]);
    const tus = new TusUpload(file, {
      endpoint: uploadsPath,
      chunkSize: chunkBytes,
      retryDelays: retryDelaysMs,
      metadata: { filename: file.name, filetype: file.type, fileId: id },
      headers: { "x-requested-with": "veche" },
      storeFingerprintForResuming: false,
      // from now on it resumes; with an endpoint, any failed question would begin a new upload
      onUploadUrlAvailable: () => void (tus.options.endpoint = null),
      onShouldRetry: (error) => this.#shouldRetry(id, error),
      onProgress: (sentBytes, totalBytes) =>
        this.#change(id, { status: "running", progress: totalBytes === 0 ? 1 : sentBytes / totalBytes }),
      onError: (error) => {
        if (statusOf(error) === 404) beginAnew(tus);
        this.#change(id, { status: "failed" });
      },
      onSuccess: () => void this.#hang(id, documentId, onHung),
    });
    this.#running.set(id, tus);
    tus.start();
  }

  retry(id: FileId): void {
    this.#change(id, { status: "running" });
    this.#running.get(id)?.start();
  }

  /** Ends the upload and takes away what the server has of it. */
  cancel(id: FileId): void {
    void this.#running
      .get(id)
      ?.abort(true)
      .catch(() => undefined);
    this.#forget(id);
  }

  async #hang(id: FileId, documentId: DocumentId, onHung: (document: Document) => void): Promise<void> {
    try {
      onHung(await callRoute(addFiles, { documentId, fileIds: [id] }));
      this.#forget(id);
    } catch {
      this.#change(id, { status: "failed" });
    }
  }

  #shouldRetry(id: FileId, error: Error | DetailedError): boolean {
    const status = statusOf(error);
    if (status === 401) void callRoute(getMe, {}).catch(() => undefined);
    const isPassing = passingStatuses.has(status) || (status >= 500 && status !== 507);
    if (isPassing) this.#change(id, { status: "waiting" });
    return isPassing;
  }

  #forget(id: FileId): void {
    this.#running.delete(id);
    this.#set(this.#uploads.filter((upload) => upload.id !== id));
  }
  #change(id: FileId, change: Partial<Upload>): void {
    this.#set(this.#uploads.map((upload) => (upload.id === id ? { ...upload, ...change } : upload)));
  }
  #set(uploads: readonly Upload[]): void {
    this.#uploads = uploads;
    for (const listener of this.#listeners) listener();
  }
}

function statusOf(error: Error | DetailedError): number {
  return error instanceof DetailedError ? (error.originalResponse?.getStatus() ?? 0) : 0;
}

/** The server knows nothing of it any more. */
function beginAnew(tus: TusUpload): void {
  tus.url = null;
  tus.options.endpoint = uploadsPath;
}

export const uploads = new UploadStore();

/** Files on their way to one document. */
export function useUploads(documentId: DocumentId): readonly Upload[] {
  const all = useSyncExternalStore(uploads.subscribe, uploads.getSnapshot);
  return all.filter((upload) => upload.documentId === documentId);
}
