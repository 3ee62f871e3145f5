import { cpSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { identifyInstallation, prepareDataDir, readSecret } from "./installation.ts";

let baseDir: string;
let dataDir: string;

beforeEach(() => {
  baseDir = mkdtempSync(join(tmpdir(), "veche-installation-"));
  dataDir = join(baseDir, "data");
  prepareDataDir(dataDir);
});

afterEach(() => rmSync(baseDir, { recursive: true, force: true }));

describe("an installation", () => {
  it("keeps its id and its secret from start to start", () => {
    expect(identifyInstallation(dataDir)).toEqual(identifyInstallation(dataDir));
    expect(readSecret(dataDir)).toEqual(readSecret(dataDir));
    expect(readSecret(dataDir)).toHaveLength(32);
    expect(statSync(join(dataDir, "secret.json")).mode & 0o077).toBe(0);
  });

  it("is another one when its data were copied elsewhere, and knows whose copy it is", () => {
    const original = identifyInstallation(dataDir);
    cpSync(dataDir, join(baseDir, "copy"), { recursive: true });
    const copy = identifyInstallation(join(baseDir, "copy"));
    expect(copy.id).not.toBe(original.id);
    expect(copy.copyOf).toBe(original.id);
    expect(identifyInstallation(join(baseDir, "copy"))).toEqual(copy);
    expect(identifyInstallation(dataDir)).toEqual(original);
  });

  it("does not become a stranger to its data when its file is damaged", () => {
    writeFileSync(join(dataDir, "installation.json"), "{");
    expect(() => identifyInstallation(dataDir)).toThrow("is damaged");
  });
});
