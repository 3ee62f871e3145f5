import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { openLabServer } from "./harness/call-lab.ts";

const program = fileURLToPath(new URL("./harness/native-client.ts", import.meta.url));
const timeoutMs = 60_000;

describe("LiveKit's native client, independent of any browser", () => {
  test.each([
    ["one connection for both directions", true],
    ["two connections", false],
  ])("sees, hears and writes with %s", async (_, isSingleConnectionOffered) => {
    const lab = await openLabServer({ isSingleConnectionOffered });
    try {
      const tokens = [await lab.createToken("anna"), await lab.createToken("boris")];
      const { stdout } = await promisify(execFile)(process.execPath, [program, lab.url, ...tokens], { timeout: timeoutMs });
      const seen = JSON.parse(stdout.trim().split("\n").at(-1) ?? "{}");
      expect(seen).toMatchObject({ width: expect.any(Number), messages: expect.arrayContaining(["anna: reliable", "boris: lossy"]) });
      expect(seen.frameCount).toBeGreaterThan(20);
      expect(seen.peak).toBeGreaterThan(4_000);
    } finally {
      await lab.close();
    }
  });
});
