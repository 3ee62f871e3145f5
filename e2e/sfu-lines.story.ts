import { spawn } from "node:child_process";
import { afterEach, describe, expect, test } from "vitest";
import { type CallLab, openCallLab } from "./harness/call-lab.ts";
import type { LabClient } from "./harness/lab-client.ts";

const eventually = <Value>(read: () => Promise<Value> | Value) => expect.poll(read, { timeout: 40_000, interval: 250 });

let lab: CallLab | undefined;
afterEach(() => lab?.close());

async function openCall(options: Parameters<typeof openCallLab>[0], room: Parameters<LabClient["join"]>[0] = {}) {
  lab = await openCallLab(options);
  const [anna, boris] = await Promise.all([lab.openClient("anna"), lab.openClient("boris")]);
  await anna.join(room);
  await boris.join();
  await anna.publish("camera", "microphone");
  return { anna, boris };
}

const framesOf = async (viewer: LabClient): Promise<number> => (await viewer.seeVideo("anna"))?.framesDecoded ?? 0;

describe("every codec that browsers send", () => {
  test.each(["vp8", "h264", "vp9", "av1"] as const)("comes through: %s", async (videoCodec) => {
    const { boris } = await openCall({}, { publishDefaults: { videoCodec, backupCodec: false } });
    await eventually(() => framesOf(boris)).toBeGreaterThan(30);
    await expect(boris.readCodec("anna")).resolves.toBe(`video/${videoCodec.toUpperCase()}`);
  });
});

describe("end-to-end encryption", () => {
  test("passes the server by: who has the key sees in the layer he wants, who has another sees nothing", async () => {
    lab = await openCallLab();
    const [anna, boris, carol] = await Promise.all([lab.openClient("anna"), lab.openClient("boris"), lab.openClient("carol")]);
    await Promise.all([anna.join({}, "the key"), boris.join({}, "the key"), carol.join({}, "another key")]);
    await anna.publish("camera", "microphone");
    await eventually(() => framesOf(boris)).toBeGreaterThan(30);
    await boris.setQuality("anna", "LOW");
    await eventually(() => boris.seeVideo("anna")).toMatchObject({ height: 180 });
    await expect(carol.seeVideo("anna")).resolves.toBeUndefined();
  });
});

describe("hard lines", () => {
  test("a network that lets only TCP through", async () => {
    const { boris } = await openCall({ media: { tcpPort: 0, isUdpAnnounced: false } });
    await eventually(() => framesOf(boris)).toBeGreaterThan(30);
    await eventually(() => boris.hearPeak("anna")).toBeGreaterThan(0.05);
  });

  test("a network that lets only the page's own port through", async () => {
    const { boris } = await openCall({ isHttpPortShared: true, workerCount: 2 });
    await eventually(() => framesOf(boris)).toBeGreaterThan(30);
    await eventually(() => boris.hearPeak("anna")).toBeGreaterThan(0.05);
  });

  test("a network that loses a twentieth each way", async () => {
    const { boris } = await openCall({ media: { lossRate: 0.05 } });
    await eventually(() => framesOf(boris)).toBeGreaterThan(150);
    await eventually(() => boris.hearPeak("anna")).toBeGreaterThan(0.05);
  });

  test("a processor that has no time: the best layer stays on", async () => {
    const { anna, boris } = await openCall({});
    await eventually(() => anna.countEncodedLayers()).toBe(3);
    const loops = [1, 2, 3].map(() => spawn(process.execPath, ["-e", "const end = Date.now() + 40_000; while (Date.now() < end);"]));
    try {
      const before = await framesOf(boris);
      await eventually(() => framesOf(boris)).toBeGreaterThan(before + 100);
      await eventually(() => anna.countEncodedLayers()).toBe(3);
    } finally {
      for (const loop of loops) loop.kill();
    }
  });

  test("pictures nobody looks at are not encoded, and come back when somebody does", async () => {
    const { anna, boris } = await openCall({}, { dynacast: true });
    await eventually(() => framesOf(boris)).toBeGreaterThan(10);
    await boris.setEnabled("anna", false);
    await eventually(() => anna.countEncodedLayers()).toBe(0);
    const before = await framesOf(boris);
    await boris.setEnabled("anna", true);
    await eventually(() => framesOf(boris)).toBeGreaterThan(before + 10);
  });
});
