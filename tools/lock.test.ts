import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, it } from "vitest";

it("names every system's packages in the lock, without which `npm ci` refuses it", () => {
  const program = `import { readFileSync } from "node:fs";
    import { findMissingPackages } from "./tools/lock.js";
    console.log(JSON.stringify(findMissingPackages(JSON.parse(readFileSync("package-lock.json", "utf8")))));`;
  const result = spawnSync(process.execPath, ["--input-type=module", "-e", program], {
    cwd: join(import.meta.dirname, ".."),
    encoding: "utf8",
  });
  expect(JSON.parse(result.stdout)).toEqual([]);
});
