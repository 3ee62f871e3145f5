import { setPriority } from "node:os";
import { parentPort, workerData } from "node:worker_threads";
import { must } from "@veche/kernel";
import type { MediaCommand, MediaOptions } from "./protocol.ts";
import { startMedia } from "./start.ts";

/** The entry of a media worker: nothing else runs in its thread, for a late loop is a bad line to everybody in the call. */

const port = must(parentPort);
try {
  setPriority(-10);
} catch {
  // Only root may; it helps and is not needed.
}
const { engine, media } = await startMedia(workerData as MediaOptions, (event) => port.postMessage(event, []));
port.on("message", (message: MediaCommand | "close") => {
  if (message !== "close") return media.handle(message);
  void media.close().then(() => port.close());
});
port.postMessage({ fingerprint: engine.fingerprint, candidates: engine.candidates, tcpPort: engine.tcpPort }, []);
