import { describe, expect, test } from "vitest";
import { readOptions, UsageError } from "./options.ts";

describe("the command line of the benchmarks", () => {
  test("names one benchmark and what it shall measure", () => {
    const args = ["messages", "--rooms", "100x10", "--window", "1", "--rate", "200", "--seconds", "2", "--peer", "ejabberd", "--json"];
    expect(readOptions(args)).toMatchObject({
      benchmark: "messages",
      roomCount: 100,
      memberCount: 10,
      window: 1,
      rate: 200,
      seconds: 2,
      peer: "ejabberd",
      isJson: true,
    });
  });

  test("leaves to the benchmark what is not said", () => {
    const { benchmark, isJson, ...rest } = readOptions(["hot"]);
    expect([benchmark, isJson, ...new Set(Object.values(rest))]).toEqual(["hot", false, undefined]);
  });

  test("asks for the list by saying so or by saying nothing", () => {
    expect([readOptions(["messages", "--list"]).benchmark, readOptions([]).benchmark]).toEqual([undefined, undefined]);
  });

  test.each([
    [["messages", "hot"], "one benchmark at a time"],
    [["messages", "--rooms", "10"], "rooms × members"],
    [["messages", "--rooms", "0x5"], "rooms × members"],
    [["hot", "--seconds", "soon"], "--seconds wants a number"],
    [["hot", "--window", "-1"], "--window"],
    [["messages", "--peer", "irc"], "ejabberd, prosody, janus"],
    [["messages", "--colour"], "--colour"],
  ])("refuses %j with a sentence", (args, sentence) => {
    expect(() => readOptions(args)).toThrow(UsageError);
    expect(() => readOptions(args)).toThrow(sentence);
  });
});
