import { spawnSync } from "node:child_process";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const sizeMb = 8;

/** The data folder of a server; its files lie on a small disk of their own where the system lets us make one, its database never. */
export class Disk {
  readonly dataDir: string;
  /** whether it can be filled up */
  readonly isSmall: boolean;
  readonly #databaseDir: string;

  private constructor(dataDir: string, databaseDir: string, isSmall: boolean) {
    this.dataDir = dataDir;
    this.#databaseDir = databaseDir;
    this.isSmall = isSmall;
  }

  static async open(): Promise<Disk> {
    const databaseDir = await mkdtemp(join(tmpdir(), "veche-delivery-database-"));
    const dataDir = await mkdtemp(join(tmpdir(), "veche-delivery-"));
    const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", `size=${sizeMb}m`, "tmpfs", dataDir], { stdio: "ignore" });
    await mkdir(join(databaseDir, "postgres"));
    await symlink(join(databaseDir, "postgres"), join(dataDir, "postgres"));
    return new Disk(dataDir, databaseDir, mounted.status === 0);
  }

  /** Not a byte more fits. */
  async fill(): Promise<void> {
    if (!this.isSmall) return;
    await writeFile(this.#ballast, Buffer.alloc(sizeMb * 1024 * 1024)).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "ENOSPC") throw error;
    });
  }

  async free(): Promise<void> {
    await rm(this.#ballast, { force: true });
  }

  async remove(): Promise<void> {
    if (this.isSmall) spawnSync("umount", ["--lazy", this.dataDir], { stdio: "ignore" });
    for (const dir of [this.dataDir, this.#databaseDir]) await rm(dir, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }

  get #ballast(): string {
    return join(this.dataDir, "ballast");
  }
}
