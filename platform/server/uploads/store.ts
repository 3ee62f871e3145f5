import { FileStore } from "@tus/file-store";
import type { Upload } from "@tus/server";
import { AppError } from "@veche/kernel";
import { open, rm, type FileHandle } from "node:fs/promises";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { isDiskFull, type BlobStore, type StoredBlob } from "../blobs/index.ts";
import { UploadRecords } from "./records.ts";

const abandonedAfterMs = 7 * 24 * 3_600_000;
/** so long a sender may ask about what has arrived */
const rememberedMs = 24 * 3_600_000;
/** so much stays free for everything else */
const reserveBytes = 256 * 1024 * 1024;
const measuredEveryBytes = 32 * 1024 * 1024;
/** so much of a refused part is read and dropped, so that the sender hears the answer instead of a broken connection */
const maxDroppedBytes = 64 * 1024 * 1024;

/** Uploads on their way, and for a day the memory of those that have arrived. The bytes that came stay, whatever happens. */
export class UploadStore extends FileStore {
  readonly #records: UploadRecords;
  readonly #blobs: BlobStore;

  constructor(directory: string, blobs: BlobStore) {
    const records = new UploadRecords(directory);
    super({ directory, configstore: records, expirationPeriodInMilliseconds: abandonedAfterMs });
    this.#records = records;
    this.#blobs = blobs;
  }

  /** @throws AppError insufficient_storage when the disk has no room for so much more */
  async requireRoom(sizeBytes: number): Promise<void> {
    if (sizeBytes + reserveBytes > (await this.#blobs.measureFree())) throw new AppError("insufficient_storage");
  }

  override async create(upload: Upload): Promise<Upload> {
    return super.create(upload).catch((error: unknown) => {
      throw nameFullDisk(error);
    });
  }

  /** An upload that was adopted has all its bytes, though they are no longer here. */
  override async getUpload(id: string): Promise<Upload> {
    const record = await this.#records.get(id);
    if (!record?.metadata?.["hash"]) return super.getUpload(id);
    record.offset = record.size!;
    return record;
  }

  /** @returns how many bytes there are now @throws AppError insufficient_storage; what came before it is kept */
  override async write(bytes: Readable, id: string, offset: number): Promise<number> {
    await using file = await open(join(this.directory, id), "r+");
    let position = offset;
    let measuredAt = -Infinity;
    let droppedBytes = 0;
    let failure: unknown;
    for await (const chunk of bytes as AsyncIterable<Uint8Array>) {
      if (failure !== undefined) {
        droppedBytes += chunk.byteLength;
        if (droppedBytes > maxDroppedBytes) break;
        continue;
      }
      try {
        if (position - measuredAt >= measuredEveryBytes) {
          await this.requireRoom(0);
          measuredAt = position;
        }
        await writeWhole(file, chunk, position);
        position += chunk.byteLength;
      } catch (error) {
        failure = error;
      }
    }
    if (failure !== undefined) throw nameFullDisk(failure);
    return position;
  }

  /** Whether the bytes of a finished upload are with the blobs already. */
  isAdopted(upload: Upload): boolean {
    return Boolean(upload.metadata?.["hash"]);
  }

  /** Moves the bytes of a finished upload to the blobs, once: the record knows when they are there. */
  async adopt(upload: Upload): Promise<StoredBlob> {
    const hash = upload.metadata?.["hash"];
    if (hash) return { hash, sizeBytes: upload.size! };
    const blob = await this.#blobs.adopt(join(this.directory, upload.id));
    await this.#mark(upload.id, { hash: blob.hash });
    return blob;
  }

  /** The file is kept; only the memory of the upload is left. */
  async markKept(id: string, now: Date): Promise<void> {
    await this.#mark(id, { keptAt: now.toISOString() });
  }

  override async remove(id: string): Promise<void> {
    await rm(join(this.directory, id), { force: true });
    await this.#records.delete(id);
  }

  override async deleteExpired(): Promise<number> {
    const ids = await this.#records.list();
    const isOver = await Promise.all(ids.map(async (id) => isExpired(await this.#records.get(id), Date.now())));
    const expired = ids.filter((_, index) => isOver[index]);
    await Promise.all(expired.map((id) => this.remove(id)));
    return expired.length;
  }

  async #mark(id: string, marks: Readonly<Record<string, string>>): Promise<void> {
    const record = await this.#records.get(id);
    if (!record) return;
    record.metadata = { ...record.metadata, ...marks };
    await this.#records.set(id, record);
  }
}

function isExpired(record: Upload | undefined, nowMs: number): boolean {
  if (!record) return false;
  const keptAt = record.metadata?.["keptAt"];
  if (keptAt) return nowMs > Date.parse(keptAt) + rememberedMs;
  return nowMs > Date.parse(record.creation_date ?? "") + abandonedAfterMs;
}

async function writeWhole(file: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  let written = 0;
  while (written < bytes.byteLength) {
    written += (await file.write(bytes, written, bytes.byteLength - written, position + written)).bytesWritten;
  }
}

function nameFullDisk(error: unknown): unknown {
  return isDiskFull(error) ? new AppError("insufficient_storage", {}, { cause: error }) : error;
}
