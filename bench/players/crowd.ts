import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Closing } from "../closing.ts";
import type { CatchUpCounts, Counts, OpenLoopCounts, Order } from "./orders.ts";

type ResultOf<T extends Order["type"]> = T extends "openLoop"
  ? OpenLoopCounts
  : T extends "catchUp"
    ? CatchUpCounts
    : T extends "join" | "leave"
      ? null
      : Counts;

type Answer =
  | { readonly type: "begin" | "end" }
  | { readonly type: "done"; readonly result: unknown }
  | { readonly type: "failed"; readonly reason: string };

/** The people, who play in a process of their own so that their work is not taken for the server's. */
export class Crowd {
  readonly #child = fork(fileURLToPath(new URL("generator.ts", import.meta.url)));

  constructor(closing: Closing) {
    closing.add(() => this.#stop());
  }

  /** @param atEdge called when the measured time begins and when it ends */
  async run<O extends Order>(order: O, atEdge: (edge: "begin" | "end") => void = () => undefined): Promise<ResultOf<O["type"]>> {
    const { promise, resolve, reject } = Promise.withResolvers<ResultOf<O["type"]>>();
    const hear = (answer: Answer): void => {
      if (answer.type === "done") resolve(answer.result as ResultOf<O["type"]>);
      else if (answer.type === "failed") reject(new Error(answer.reason));
      else atEdge(answer.type);
    };
    const handleExit = (code: number | null): void => reject(new Error(`The players ended with ${code}.`));
    this.#child.on("message", hear).once("exit", handleExit);
    this.#child.send(order);
    return promise.finally(() => this.#child.off("message", hear).off("exit", handleExit));
  }

  async #stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    this.#child.kill("SIGTERM");
    await once(this.#child, "exit");
  }
}
