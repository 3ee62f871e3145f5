import { expect } from "vitest";

/** Waits for what must come, however busy the machine is. */
export const eventually = <Value>(read: () => Value) => expect.poll(read, { timeout: 15_000, interval: 10 });
