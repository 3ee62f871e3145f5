import { createHash, randomBytes, randomUUID } from "node:crypto";
import { mkdirSync, readFileSync, realpathSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";

const Installation = z.object({
  /** names this running copy of the data to the collaboration server */
  id: z.uuid(),
  /** where the data lay when the id was made */
  place: z.string(),
  /** the copy this one was made from */
  copyOf: z.uuid().optional(),
});
export type Installation = z.output<typeof Installation>;

const Secret = z.object({ key: z.string().regex(/^[0-9a-f]{64}$/) });

/** Makes the data folder; only its owner may list it, others may pass (the user who runs the database does). */
export function prepareDataDir(dataDir: string): void {
  mkdirSync(dataDir, { recursive: true, mode: 0o711 });
}

/**
 * Who this installation is. Data that were copied to another machine or folder get an id of their own, so the copy is recognised as a copy
 * and does not write to the live conversations of the original.
 * @param dataDir exists
 */
export function identifyInstallation(dataDir: string): Installation {
  const path = join(dataDir, "installation.json");
  const place = fingerprintPlace(dataDir);
  const known = readJson(path, Installation);
  if (known?.place === place) return known;
  const installation = { id: randomUUID(), place, ...(known && { copyOf: known.id }) };
  writeJson(path, installation);
  return installation;
}

/** The key from which the servers derive theirs, 32 bytes; made at the first start. */
export function readSecret(dataDir: string): Uint8Array {
  const path = join(dataDir, "secret.json");
  const known = readJson(path, Secret);
  if (known) return Buffer.from(known.key, "hex");
  const key = randomBytes(32);
  writeJson(path, { key: key.toString("hex") });
  return key;
}

function fingerprintPlace(dataDir: string): string {
  return createHash("sha256")
    .update(`${readMachineId()}\0${realpathSync(dataDir)}`)
    .digest("hex");
}

/** Empty where the system has none (some containers): there the folder alone makes the place. @see machine-id(5) */
function readMachineId(): string {
  try {
    return readFileSync("/etc/machine-id", "utf8").trim();
  } catch {
    return "";
  }
}

/** @throws Error when the file is there but damaged: making a new one would make this installation a stranger to its own data */
function readJson<T>(path: string, schema: z.ZodType<T>): T | undefined {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
  try {
    return schema.parse(JSON.parse(text));
  } catch (cause) {
    throw new Error(`${path} is damaged; restore it from a backup.`, { cause });
  }
}

/** Written aside and renamed, so a kill leaves the old file or the new one. */
function writeJson(path: string, value: object): void {
  const draft = `${path}.draft`;
  writeFileSync(draft, `${JSON.stringify(value, undefined, 2)}\n`, { mode: 0o600, flush: true });
  renameSync(draft, path);
}
