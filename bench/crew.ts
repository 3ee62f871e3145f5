import { fork, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { createInterface } from "node:readline";
import type { Order } from "./generator.ts";

export interface RunningServer {
  readonly port: number;
  readonly pid: number;
  /** Ends it in good order and waits. */
  stop(): Promise<void>;
}

const serverProgram = fileURLToPath(new URL("../collab/server/testing/server-process.ts", import.meta.url));

/** Starts the collaboration server with its own PostgreSQL, in processes of their own. */
export async function startServer(orders: object): Promise<RunningServer> {
  const child = spawn(process.execPath, [serverProgram], { stdio: ["pipe", "pipe", "inherit"] });
  child.stdin.end(JSON.stringify(orders));
  for await (const line of createInterface({ input: child.stdout })) {
    const { port, pid } = JSON.parse(line) as { port: number; pid: number };
    return { port, pid, stop: () => end(child) };
  }
  throw new Error("The server ended before it was ready.");
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill("SIGTERM");
  await once(child, "exit");
}

/** The process that plays the people. */
export class Generator {
  readonly #child = fork(fileURLToPath(new URL("generator.ts", import.meta.url)));

  /** @param atEdge called when the measured time begins and when it ends */
  async run<Result>(order: Order, atEdge: (edge: "begin" | "end") => void = () => undefined): Promise<Result> {
    this.#child.send(order);
    return new Promise((resolve, reject) => {
      const hear = (message: { type: "begin" | "end" | "done"; result?: Result }): void => {
        if (message.type !== "done") return atEdge(message.type);
        this.#child.off("message", hear);
        resolve(message.result as Result);
      };
      this.#child.on("message", hear);
      this.#child.once("exit", (code) => reject(new Error(`The generator ended with ${code}.`)));
    });
  }

  stop(): Promise<void> {
    return end(this.#child);
  }
}
