import { Upload } from "@tus/server";
import { randomUUID } from "node:crypto";
import { readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

const ending = ".json";

/** What is known of each upload, a file each beside its bytes. A change is whole or has never been, also on a full disk. */
export class UploadRecords {
  readonly #dir: string;

  constructor(dir: string) {
    this.#dir = dir;
  }

  async get(id: string): Promise<Upload | undefined> {
    try {
      return new Upload(JSON.parse(await readFile(this.#path(id), "utf8")) as ConstructorParameters<typeof Upload>[0]);
    } catch (error) {
      if (isAbsent(error)) return undefined;
      throw error;
    }
  }

  async set(id: string, upload: Upload): Promise<void> {
    const temporary = join(this.#dir, `${randomUUID()}.part`);
    try {
      await writeFile(temporary, JSON.stringify(upload), { mode: 0o600 });
      await rename(temporary, this.#path(id));
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
  }

  async delete(id: string): Promise<void> {
    await rm(this.#path(id), { force: true });
  }

  async list(): Promise<string[]> {
    const names = await readdir(this.#dir);
    return names.filter((name) => name.endsWith(ending)).map((name) => name.slice(0, -ending.length));
  }

  #path(id: string): string {
    return join(this.#dir, id + ending);
  }
}

function isAbsent(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}
