import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { once } from "node:events";

/** The longest path a unix socket may have (macOS allows four bytes less than Linux). @see unix(7) */
const longestSocketPathBytes = 103;

/** Whether a socket of that name can be made in the folder. */
export function isShortEnough(dir: string, socketName: string): boolean {
  return Buffer.byteLength(join(dir, socketName)) <= longestSocketPathBytes;
}

export type ShortPath = { readonly path: string; release(): void };

/** A path to the folder that is short enough for `socketName` inside it: the folder itself, or a link to it from a new private folder. */
export function shortenPath(dir: string, socketName: string): ShortPath {
  if (isShortEnough(dir, socketName)) return { path: dir, release: () => undefined };
  const base = isShortEnough(join(tmpdir(), "veche-123456/d"), socketName) ? tmpdir() : "/tmp";
  const linkDir = mkdtempSync(join(base, "veche-"));
  symlinkSync(dir, join(linkDir, "d"));
  return { path: join(linkDir, "d"), release: () => rmSync(linkDir, { recursive: true, force: true }) };
}

/**
 * Makes this process the only owner of something named by a socket path; the claim ends with the process, however it ends.
 * @throws Error when another living process holds the claim
 */
export async function claim(socketPath: string): Promise<{ release(): void }> {
  if (await isAnswering(socketPath)) throw new Error(`Another running server uses this data folder (${socketPath}).`);
  rmSync(socketPath, { force: true });
  const server = createServer((socket) => socket.destroy());
  server.listen(socketPath);
  await once(server, "listening");
  server.unref();
  return { release: () => void server.close() };
}

function isAnswering(socketPath: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(socketPath);
    const answer = (isAlive: boolean): void => {
      socket.destroy();
      resolve(isAlive);
    };
    socket.once("connect", () => answer(true));
    socket.once("error", () => answer(false));
  });
}
