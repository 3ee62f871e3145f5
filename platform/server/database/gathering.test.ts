import { describe, expect, test } from "vitest";
import { Gathering } from "./index.ts";

describe("questions of many", () => {
  test("are answered together, each by its own answer", async () => {
    const batches: (readonly number[])[] = [];
    const gathering = new Gathering(async (numbers: readonly number[]) => {
      batches.push(numbers);
      return numbers.map((number) => number * 2);
    });
    expect(await Promise.all([1, 2, 3].map((number) => gathering.ask(number)))).toEqual([2, 4, 6]);
    expect(batches).toEqual([[1, 2, 3]]);
  });

  test("that come while others are being answered are read after they were asked", async () => {
    let state = "old";
    const { promise: reading, resolve: read } = Promise.withResolvers<undefined>();
    const gathering = new Gathering(async (names: readonly string[]) => {
      const seen = state;
      await reading;
      return names.map((name) => `${name} saw ${seen}`);
    });
    const early = gathering.ask("early");
    await new Promise((resolve) => setImmediate(resolve));
    state = "new";
    const late = gathering.ask("late");
    read(undefined);
    expect(await Promise.all([early, late])).toEqual(["early saw old", "late saw new"]);
  });

  test("fail together, and those after them do not", async () => {
    let isBroken = true;
    const gathering = new Gathering(async (names: readonly string[]) => {
      if (isBroken) throw new Error("broken");
      return names;
    });
    await expect(Promise.all([gathering.ask("one"), gathering.ask("two")])).rejects.toThrow("broken");
    isBroken = false;
    expect(await gathering.ask("three")).toBe("three");
  });
});
