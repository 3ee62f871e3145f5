import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { must } from "@veche/kernel";
import type { Closing } from "./closing.ts";

export interface WholeSystem {
  readonly url: string;
  /** the supervisor; everything stands under it */
  readonly pid: number;
  /** Ends it in good order; a second call does nothing. */
  stop(): Promise<void>;
}

const program = fileURLToPath(new URL("../launcher/start.js", import.meta.url));
const greeting = /^Veche is running: (\S+)$/;

/** What `npm start` starts: both products, the pages, PostgreSQL. Answers when it says that it is ready. */
export async function startWholeSystem(closing: Closing, dataDir: string): Promise<WholeSystem> {
  const child = spawn(process.execPath, [program], {
    env: { ...process.env, LANG: "C", LC_ALL: "C", VECHE_PORT: "0", VECHE_DATA_DIR: dataDir },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const stop = (): Promise<void> => end(child);
  closing.add(stop);
  for await (const line of createInterface({ input: child.stdout })) {
    const url = greeting.exec(line)?.[1];
    if (url) {
      child.stdout.resume();
      return { url, pid: must(child.pid), stop };
    }
  }
  throw new Error("The system ended before it was ready.");
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill("SIGTERM");
  await once(child, "exit");
}
