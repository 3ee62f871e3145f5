import { newId } from "@veche/kernel";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { Closing } from "./closing.ts";
import type { Contestant } from "./contestant.ts";
import { type Room, TokenSigner } from "./players/index.ts";
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
  const { port, pid } = await startServerProcess(closing, { seed, profileDir });
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

/** What a server process says when it is ready. */
interface Readiness {
  readonly port: number;
  readonly pid: number;
  /** how long the search index of its messages took */
  readonly indexingMs: number;
}

/** @param order.seed what it is full of, as `collab/server/testing/seed.ts` describes it */
export async function startServerProcess(
  closing: Closing,
  order: { readonly seed: object; readonly profileDir: string | undefined },
): Promise<Readiness> {
  const dataDir = join(makeTemporaryDir(closing), "data");
  const flags = ["--expose-gc", ...toProfiling(order.profileDir)];
  const child = spawn(process.execPath, [...flags, serverProgram], { stdio: ["pipe", "pipe", "inherit"] });
  closing.add(() => end(child));
  child.stdin.end(JSON.stringify({ dataDir, port: 0, seed: order.seed }));
  return readReadiness(child);
}

const toProfiling = (dir: string | undefined): string[] => (dir === undefined ? [] : ["--cpu-prof", `--cpu-prof-dir=${dir}`]);

async function readReadiness(child: ChildProcess): Promise<Readiness> {
  for await (const line of createInterface({ input: child.stdout! })) return JSON.parse(line) as Readiness;
  throw new Error("The server ended before it was ready.");
}

export async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill("SIGTERM");
  await once(child, "exit");
}
