import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { MediaEvent, MediaNode, MediaOptions } from "./protocol.ts";

/** Media in a thread of its own. @throws the system's error when a port cannot be had */
export async function openMediaWorker(options: MediaOptions): Promise<MediaNode> {
  const worker = new Worker(new URL("./worker.ts", import.meta.url), { workerData: options, name: "media" });
  const [ready] = (await once(worker, "message")) as [Pick<MediaNode, "fingerprint" | "candidates" | "tcpPort">];
  let isClosing = false;
  const exited = once(worker, "exit");
  return {
    ...ready,
    send: (command) => worker.postMessage(command, []),
    onEvent: (listener) => worker.on("message", (event: MediaEvent) => listener(event)),
    onDied: (listener) => {
      worker.on("error", (error) => listener(error as Error));
      worker.on("exit", (code) => !isClosing && listener(new Error(`The media worker ended with code ${code}.`)));
    },
    async close() {
      isClosing = true;
      worker.postMessage("close", []);
      await exited;
    },
  };
}
