import { AppError } from "@veche/kernel";
import { expect, test, vi } from "vitest";
import { CircuitBreaker, Turns } from "./breaker.ts";

test("after three failures in a row nobody waits for the server, and after a pause it is asked again", async () => {
  vi.useFakeTimers({ now: 0 });
  const breaker = new CircuitBreaker();
  const fail = vi.fn<() => Promise<never>>(async () => Promise.reject(new AppError("server_unreachable")));
  for (let attempt = 0; attempt < 5; attempt += 1) await expect(breaker.run(fail)).rejects.toThrow("server_unreachable");
  expect(fail).toHaveBeenCalledTimes(3);
  vi.setSystemTime(5_001);
  await expect(breaker.run(async () => "back")).resolves.toBe("back");
  vi.useRealTimers();
});

test("a refusal is no outage", async () => {
  const breaker = new CircuitBreaker();
  const refuse = vi.fn<() => Promise<never>>(async () => Promise.reject(new AppError("not_found")));
  for (let attempt = 0; attempt < 5; attempt += 1) await expect(breaker.run(refuse)).rejects.toThrow("not_found");
  expect(refuse).toHaveBeenCalledTimes(5);
});

test("what has the same key is done in turn, also after a failure", async () => {
  const turns = new Turns();
  const said: string[] = [];
  const gate = Promise.withResolvers<void>();
  const first = turns.take("a", async () => {
    await gate.promise;
    said.push("first");
    throw new Error("failed");
  });
  const second = turns.take("a", async () => said.push("second"));
  await turns.take("b", async () => said.push("other"));
  gate.resolve();
  await expect(first).rejects.toThrow("failed");
  await second;
  expect(said).toEqual(["other", "first", "second"]);
});
