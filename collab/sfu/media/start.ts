import { OwnEngine } from "../transport/index.ts";
import { MediaEngine } from "./media-engine.ts";
import type { Impairment } from "../ice/index.ts";
import type { MediaEvent, MediaNode, MediaOptions } from "./protocol.ts";

/** Media in this thread: for tests and measurements. In a server use a worker, for the loop of a server is never free in time. */
export async function openLocalMedia(options: MediaOptions): Promise<MediaNode> {
  let listener: (event: MediaEvent) => void = () => {};
  const { engine, media } = await startMedia(options, (event) => listener(event));
  return {
    fingerprint: engine.fingerprint,
    candidates: engine.candidates,
    tcpPort: engine.tcpPort,
    send: (command) => media.handle(command),
    onEvent: (next) => (listener = next),
    onDied: () => {},
    close: () => media.close(),
  };
}

/** @throws the system's error when a port cannot be had */
export async function startMedia(
  { lossRate, ...options }: MediaOptions,
  emit: (event: MediaEvent) => void,
): Promise<{ readonly engine: OwnEngine; readonly media: MediaEngine }> {
  const engine = await OwnEngine.open({ ...options, impairment: lossRate ? createLoss(lossRate) : undefined });
  return { engine, media: new MediaEngine(engine, emit) };
}

/** Only media gets lost, so that tests begin quickly. */
function createLoss(rate: number): Impairment {
  const shouldDrop = (packet: Buffer): boolean => (packet[0] ?? 0) >= 128 && Math.random() < rate;
  return { shouldDropIncoming: shouldDrop, shouldDropOutgoing: shouldDrop };
}
