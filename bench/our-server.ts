import { newId } from "@veche/kernel";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { Closing } from "./closing.ts";
import type { Contestant } from "./contestant.ts";
import type { Room } from "./players/orders.ts";
import { TokenSigner } from "./players/token-signer.ts";
import { makeTemporaryDir } from "./temporary.ts";

export interface OurServer extends Contestant {
  /** of the same people, by their tokens */
  readonly rooms: readonly Room[];
}

export interface OurServerOptions {
  readonly roomCount: number;
  readonly memberCount: number;
  /** takes a profile of its CPU */
  readonly profileDir: string | undefined;
}

const serverProgram = fileURLToPath(new URL("../collab/server/testing/server-process.ts", import.meta.url));
const collectingMs = 1_500;

/**
 * The whole collaboration server with a PostgreSQL of its own, in processes of their own, full of people and rooms; everybody may sign in
 * and is in one room.
 */
export async function startOurServer(closing: Closing, { roomCount, memberCount, profileDir }: OurServerOptions): Promise<OurServer> {
  const applicationId = newId();
  const signer = new TokenSigner(applicationId);
  const conversations = Array.from({ length: roomCount }, () => ({
    id: newId(),
    userIds: Array.from({ length: memberCount }, () => newId()),
  }));
  const seed = { applicationId, publicKey: signer.publicKey, userIds: conversations.flatMap((room) => room.userIds), conversations };
  const dataDir = join(makeTemporaryDir(closing), "data");
  const child = spawn(process.execPath, ["--expose-gc", ...toProfiling(profileDir), serverProgram], { stdio: ["pipe", "pipe", "inherit"] });
  closing.add(() => end(child));
  child.stdin.end(JSON.stringify({ dataDir, port: 0, seed }));
  const { port, pid } = await readReadiness(child);
  return {
    software: `Node ${process.versions.node}`,
    protocol: "live",
    port,
    serverPid: pid,
    pids: [pid],
    settle: async () => {
      process.kill(pid, "SIGUSR2");
      await pause(collectingMs);
    },
    rooms: conversations.map(({ id, userIds }) => ({ id, people: userIds.map((userId) => signer.signFor(userId)) })),
  };
}

const toProfiling = (dir: string | undefined): string[] => (dir === undefined ? [] : ["--cpu-prof", `--cpu-prof-dir=${dir}`]);

async function readReadiness(child: ChildProcess): Promise<{ port: number; pid: number }> {
  for await (const line of createInterface({ input: child.stdout! })) return JSON.parse(line) as { port: number; pid: number };
  throw new Error("The server ended before it was ready.");
}

export async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill("SIGTERM");
  await once(child, "exit");
}
