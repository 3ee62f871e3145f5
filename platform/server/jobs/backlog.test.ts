import { expect, test, vi } from "vitest";
import { Backlog } from "./index.ts";

function open(run: (items: readonly string[]) => Promise<readonly string[]>): { backlog: Backlog<string>; faults: unknown[] } {
  const faults: unknown[] = [];
  const backlog = new Backlog<string>((item) => item, { maxCount: 2, gatherMs: 0, run, handleFault: (error) => void faults.push(error) });
  return { backlog, faults };
}

test("what is noted often is done once, in passes of a bounded size", async () => {
  const passes: (readonly string[])[] = [];
  const { backlog } = open(async (items) => (passes.push(items), []));
  for (const item of ["a", "b", "a", "c"]) backlog.note(item);
  await vi.waitFor(() => expect(passes).toEqual([["a", "b"], ["c"]]));
  await backlog.stop();
});

test("what a pass does not finish comes again, and what is noted meanwhile waits for its end", async () => {
  const passes: string[] = [];
  const { backlog } = open(async ([item]) => {
    passes.push(item!);
    if (passes.length > 1) return [];
    backlog.note("later");
    return [item!];
  });
  backlog.note("long");
  await backlog.drain();
  expect(passes).toEqual(["long", "later"]);
});

test("a pass that fails loses nothing, and says so", async () => {
  let isBroken = true;
  const done: string[] = [];
  const { backlog, faults } = open(async (items) => {
    if (isBroken) throw new Error("away");
    done.push(...items);
    return [];
  });
  backlog.note("a");
  await vi.waitFor(() => expect(faults).toEqual([new Error("away")]));
  isBroken = false;
  await backlog.drain();
  expect(done).toEqual(["a"]);
  await backlog.stop();
});
