import { Readable } from "node:stream";
import { afterAll, beforeAll, expect, test } from "vitest";
import { eicar, openTestClamd, type TestClamd } from "../testing/index.ts";
import { openClamd } from "./index.ts";

let clamd: TestClamd;

beforeAll(async () => {
  clamd = await openTestClamd();
});
afterAll(() => clamd.close());

const scan = (...parts: Buffer[]) => openClamd(clamd.url).scan(Readable.from(parts));

test("what is clean is said to be clean, an empty file too", async () => {
  expect(await scan(Buffer.from("Смета"), Buffer.from(" котельной"))).toEqual({ type: "clean" });
  expect(await scan()).toEqual({ type: "clean" });
});

test("a virus is named, also when it stands across two parts", async () => {
  const bytes = Buffer.from(`начало ${eicar}`);
  expect(await scan(bytes.subarray(0, 30), bytes.subarray(30))).toEqual({ type: "infected", virus: "Eicar-Signature" });
});

test("a file that the scanner does not take ends in an answer, not in a hang", async () => {
  const parts = Array.from({ length: 200 }, () => Buffer.alloc(64 * 1024));
  expect(await scan(...parts)).toEqual({ type: "tooLarge" });
});

test("a scanner that is away is said to be away", async () => {
  const gone = await openTestClamd();
  expect(await openClamd(gone.url).ping()).toBe(true);
  await gone.close();
  expect(await openClamd(gone.url).ping()).toBe(false);
  await expect(openClamd(gone.url).scan(Readable.from([Buffer.from("x")]))).rejects.toMatchObject({ code: "unavailable" });
  await expect(openClamd("unix:///nowhere/clamd.ctl").scan(Readable.from([Buffer.from("x")]))).rejects.toMatchObject({
    code: "unavailable",
  });
});
