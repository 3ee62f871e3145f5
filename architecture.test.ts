import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parts } from "./tools/architecture/house.ts";
import { findStyleFaults, House, type Manifest } from "./tools/architecture/rules.ts";
import { parseSource, readSources, type Source } from "./tools/architecture/sources.ts";
import { findScatteredSql, findSharedTables, listWrites } from "./tools/architecture/tables.ts";

const rootDir = import.meta.dirname;
const sources = readSources(rootDir, [...parts.map(({ dir }) => dir), "tools", "architecture.test.ts", "vitest.config.ts"]);
const house = new House(new Map(parts.map(({ dir }) => [dir, readManifest(dir)])));

function readManifest(dir: string): Manifest {
  const text = readFileSync(join(rootDir, dir, "package.json"), "utf8");
  const json = JSON.parse(text) as { name: string; dependencies?: object; optionalDependencies?: object; exports?: object };
  const dependencies = new Set(Object.keys({ ...json.dependencies, ...json.optionalDependencies }));
  return { name: json.name, dependencies, doors: Object.keys(json.exports ?? {}) };
}

function faultsOf(path: string, text: string, find: (source: Source) => string[]): string[] {
  return find(parseSource(path, text));
}

describe("the house", () => {
  it("has sources", () => expect(sources.length).toBeGreaterThan(50));
  it("stands on its floors", () => expect(sources.flatMap((source) => house.findFloorFaults(source))).toEqual([]));
  it("declares what it uses", () => expect(sources.flatMap((source) => house.findForeignFaults(source))).toEqual([]));
  it("goes through doors, and never up", () => expect(sources.flatMap((source) => house.findFeatureFaults(source))).toEqual([]));
  it("knows all its features", () => expect([...new Set(sources.flatMap((source) => house.findUnknownFeature(source)))]).toEqual([]));
  it("has no circles", () => expect(house.findCircles(sources)).toEqual([]));
  it("gives every table one owner", () => expect(findSharedTables(sources)).toEqual([]));
  it("speaks SQL in stores only", () => expect(findScatteredSql(sources)).toEqual([]));
  it("is finished and typed", () => expect(sources.flatMap(findStyleFaults)).toEqual([]));
});

describe("its rules notice", () => {
  it("a domain that knows a database", () => {
    const faults = faultsOf("collab/domain/messages/types.ts", 'import { Kysely } from "kysely";', (source) =>
      house.findForeignFaults(source),
    );
    expect(faults).toEqual(['collab/domain/messages/types.ts: collab/domain is pure; "kysely" belongs on another floor.']);
  });

  it("the office opening the collaboration server", () => {
    const text = 'export * from "@veche/collab-server/messages";';
    expect(faultsOf("office/server/documents/actions.ts", text, (source) => house.findFloorFaults(source))[0]).toContain(
      "must not use collab/server",
    );
  });

  it("a feature that climbs, and one that goes past a door", () => {
    const find = (text: string) => faultsOf("collab/server/files/actions.ts", text, (source) => house.findFeatureFaults(source));
    expect(find('import { x } from "../messages/index.ts";')[0]).toContain("files stands below messages");
    expect(find('const y = await import("../tenants/store.ts");')[0]).toContain("goes past the door");
    expect(find('import type { z } from "../tenants/index.ts";')).toEqual([]);
  });

  it("a relative import that leaves its package", () => {
    const text = 'import "../../../platform/kernel/index.ts";';
    expect(faultsOf("collab/server/files/actions.ts", text, (source) => house.findFloorFaults(source))[0]).toContain("leaves the package");
  });

  it("two features that write one table", () => {
    const one = parseSource("collab/server/messages/store.ts", 'db.insertInto("messages").values(row)');
    const other = parseSource(
      "collab/server/search/store.ts",
      "sql`update collab.messages m set x = 1 where id in (select 1 for update of m)`",
    );
    expect(findSharedTables([one, other])).toEqual([expect.stringContaining("collab.messages is written by messages and search")]);
  });

  it("each way to write, and no way to read", () => {
    const text = `const a = "insert into one (x) values (1) on conflict (x) do update set x = 2";
      const b = \`with gone as (delete from two where id = \${1} returning *) select * from gone for update skip locked\`;
      db.deleteFrom("three as t"); db.updateTable("four"); db.selectFrom("five");`;
    const tables = listWrites(parseSource("collab/server/messages/store.ts", text)).map(({ table }) => table);
    expect(tables.toSorted()).toEqual(["collab.four", "collab.one", "collab.three", "collab.two"]);
  });

  it("SQL outside a store", () => {
    expect(findScatteredSql([parseSource("office/server/documents/actions.ts", "sql`select 1`")])).toHaveLength(1);
  });

  it("loose and unfinished work", () => {
    const text = "export default 1; // FIXME later\nenum Colour { Red }\nlet x: any;\n" + "\n".repeat(400);
    expect(faultsOf("collab/server/files/actions.ts", text, findStyleFaults)).toHaveLength(5);
  });
});
