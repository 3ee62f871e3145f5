import { expect, test } from "vitest";
import { LocalBus } from "./index.ts";

test("the bus reaches the receivers of a topic, also when one of them throws, until they leave", () => {
  const faults: unknown[] = [];
  const received: unknown[] = [];
  const bus = new LocalBus((error) => faults.push(error));
  bus.subscribe("a", () => {
    throw new Error("broken");
  });
  const leave = bus.subscribe("a", (payload) => received.push(payload));
  bus.publish("a", 1);
  bus.publish("b", 2);
  leave();
  bus.publish("a", 3);
  expect([received, faults.length]).toEqual([[1], 2]);
});
