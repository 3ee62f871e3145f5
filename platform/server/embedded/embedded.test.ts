import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { Client } from "pg";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { parsePasswd } from "./account.ts";
import { startEmbeddedPostgres, type EmbeddedPostgres } from "./index.ts";
import { shortenPath } from "./owner.ts";
import { findPostmaster, waitUntil } from "./postmaster.ts";

const isRoot = process.getuid?.() === 0;
const nobody = { uid: 65534, gid: 65534 };
const canNobodyRunNode = isRoot && spawnSync(process.execPath, ["--version"], { ...nobody, cwd: "/" }).status === 0;

let baseDir: string;
let running: EmbeddedPostgres[];
let children: ChildProcess[];

beforeEach(() => {
  baseDir = mkdtempSync(join(tmpdir(), "veche-embedded-"));
  running = [];
  children = [];
});

afterEach(async () => {
  for (const child of children) child.kill("SIGKILL");
  for (const postgres of running) await postgres.stop();
  await waitUntil(() => findPostmaster(join(baseDir, "data/cluster")) === undefined, 10_000);
  rmSync(baseDir, { recursive: true, force: true });
});

async function start(dataDir = join(baseDir, "data")): Promise<EmbeddedPostgres> {
  const postgres = await startEmbeddedPostgres({ dataDir });
  running.push(postgres);
  return postgres;
}

async function query<Row extends object>(postgres: EmbeddedPostgres, sql: string): Promise<Row[]> {
  const client = new Client({ connectionString: postgres.connectionString });
  client.on("error", () => undefined);
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** A Node process that starts PostgreSQL and stays; resolves when PostgreSQL is ready. */
async function startInChild(dataDir: string, account = {}): Promise<{ child: ChildProcess; pid: number }> {
  const program = `const { startEmbeddedPostgres } = await import(${JSON.stringify(new URL("index.ts", import.meta.url).href)});
    const postgres = await startEmbeddedPostgres({ dataDir: ${JSON.stringify(dataDir)} });
    process.on("SIGINT", () => postgres.stop().then(() => process.exit(0)));
    console.log(postgres.pid);
    setInterval(() => undefined, 1000);`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", program], {
    ...account,
    cwd: "/",
    stdio: ["ignore", "pipe", "inherit"],
  });
  children.push(child);
  const [line] = (await once(createInterface({ input: child.stdout }), "line")) as [string];
  return { child, pid: Number(line) };
}

describe("the embedded PostgreSQL", () => {
  it("starts in an empty folder, speaks only over its socket, and keeps what was written for the next start", async () => {
    const first = await start();
    await query(first, "create table note (text text); insert into note values ('ёж')");
    const [settings] = await query(first, "select current_setting('listen_addresses') as addresses, current_setting('fsync') as fsync");
    expect(settings).toEqual({ addresses: "", fsync: "on" });
    await Promise.all([first.stop(), first.stop()]);
    expect(findPostmaster(join(baseDir, "data/cluster"))).toBeUndefined();
    expect(await query(await start(), "select text from note")).toEqual([{ text: "ёж" }]);
  });

  it("offers the extensions the product needs", async () => {
    const postgres = await start();
    await query(postgres, "create extension pg_trgm; create extension unaccent; create extension btree_gin");
    expect(await query(postgres, "select unaccent('Ёлка') as plain")).toEqual([{ plain: "Елка" }]);
  });

  it("comes back by itself, with all that was committed, after its process was killed", async () => {
    const postgres = await start();
    await query(postgres, "create table note (text text); insert into note values ('kept')");
    const killed = postgres.pid;
    process.kill(killed, "SIGKILL");
    expect(await waitUntil(() => postgres.pid !== killed, 30_000)).toBe(true);
    expect(await query(postgres, "select text from note")).toEqual([{ text: "kept" }]);
  });

  it("refuses a folder that a living process uses", async () => {
    await start();
    await expect(start()).rejects.toThrow("Another running server uses this data folder");
  });

  it("makes the cluster anew when the first start was cut off", async () => {
    mkdirSync(join(baseDir, "data/cluster.draft/base"), { recursive: true });
    expect(await query(await start(), "select 1 as one")).toEqual([{ one: 1 }]);
    expect(existsSync(join(baseDir, "data/cluster.draft"))).toBe(false);
  });

  it("works in a folder whose path is too long for a socket", async () => {
    const postgres = await start(join(baseDir, "data", "я".repeat(60)));
    expect(postgres.config.host.length).toBeLessThan(90);
    expect(await query(postgres, "select 1 as one")).toEqual([{ one: 1 }]);
    await postgres.stop();
    expect(existsSync(postgres.config.host)).toBe(false);
  });

  it("ends when the process that started it is killed, and the next start works at once", async () => {
    const { child, pid } = await startInChild(join(baseDir, "data"));
    child.kill("SIGKILL");
    await once(child, "exit");
    const postgres = await start();
    expect(postgres.pid).not.toBe(pid);
    await postgres.stop();
    expect(await waitUntil(() => !existsSync(`/proc/${pid}`), 10_000)).toBe(true);
  });

  it("ends with the process that started it even when nobody starts it again", async () => {
    const { child, pid } = await startInChild(join(baseDir, "data"));
    child.kill("SIGKILL");
    expect(await waitUntil(() => findPostmaster(join(baseDir, "data/cluster")) === undefined, 10_000)).toBe(true);
    expect(pid).toBeGreaterThan(1);
  });

  it.runIf(isRoot)("runs below a folder that only root may enter", async () => {
    chmodSync(baseDir, 0o700);
    expect(await query(await start(), "select 1 as one")).toEqual([{ one: 1 }]);
  });

  it.runIf(isRoot)("never runs as root", async () => {
    const postgres = await start();
    expect(readFileSync(`/proc/${postgres.pid}/status`, "utf8")).toMatch(/^Uid:\s+[1-9]/m);
  });

  it.runIf(canNobodyRunNode)("runs for a normal user, whose folder root may use afterwards", async () => {
    chmodSync(baseDir, 0o755);
    mkdirSync(join(baseDir, "data"));
    chownSync(join(baseDir, "data"), nobody.uid, nobody.gid);
    const { child } = await startInChild(join(baseDir, "data"), {
      ...nobody,
      env: { PATH: process.env["PATH"], HOME: join(baseDir, "data") },
    });
    child.kill("SIGINT");
    expect(await once(child, "exit")).toEqual([0, null]);
    expect(await query(await start(), "select 1 as one")).toEqual([{ one: 1 }]);
  });
});

describe("its parts", () => {
  it("reads accounts from passwd lines", () => {
    const accounts = parsePasswd("root:x:0:0:root:/root:/bin/sh\nveche:x:990:991::/srv:/bin/false\n\n# broken\n");
    expect(accounts.get("veche")).toEqual({ uid: 990, gid: 991 });
    expect(accounts.size).toBe(2);
  });

  it("leaves a short path as it is", () => {
    expect(shortenPath("/srv/veche", "s").path).toBe("/srv/veche");
  });
});
