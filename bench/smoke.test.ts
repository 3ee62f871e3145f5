import { expect, test } from "vitest";
import { messages } from "./benchmarks/messages.ts";
import { readOptions } from "./options.ts";

test.runIf(process.platform === "linux")(
  "three people in a room are measured under the names that were promised",
  { timeout: 120_000 },
  async () => {
    const { figures } = await messages.run(readOptions(["messages", "--rooms", "1x3", "--seconds", "0.2", "--rate", "20"]));
    const number = expect.any(Number) as number;
    expect(figures).toEqual({
      durableSendsPerSecond: number,
      deliveriesPerSecond: number,
      deliveriesPerSecondPerCore: number,
      cpuSecondsPerMillionDeliveries: number,
      latencyMs: { p50: number, p95: number, p99: number },
      bytesPerConnection: number,
      machine: expect.stringContaining("Node") as string,
    });
  },
);
