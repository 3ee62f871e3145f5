import { openHttp } from "@veche/server/http";
import { openLog } from "@veche/server/log";
import type { FastifyInstance } from "fastify";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { mountPages } from "./pages.ts";

let webDir: string;
let http: FastifyInstance;

beforeEach(async () => {
  webDir = mkdtempSync(join(tmpdir(), "veche-pages-"));
  mkdirSync(join(webDir, "assets"));
  writeFileSync(join(webDir, "index.html"), "<title>Вече</title>");
  writeFileSync(join(webDir, "assets/main-1a2b.js"), "start()");
  writeFileSync(join(webDir, "assets/main-1a2b.js.gz"), gzipSync("start()"));
  http = openHttp({ log: openLog({ level: "silent", name: "test" }) });
  http.get("/api/health", async () => ({ state: "healthy" }));
  await mountPages(http, webDir);
});

afterEach(async () => {
  await http.close();
  rmSync(webDir, { recursive: true, force: true });
});

describe("the pages", () => {
  it("answer every address of the interface with the one page, which is asked for anew each time", async () => {
    for (const url of ["/", "/documents/42", "/discussions?open=1"]) {
      const answer = await http.inject(url);
      expect(answer.body).toBe("<title>Вече</title>");
      expect(answer.headers["cache-control"]).toBe("no-cache");
      expect(answer.headers["content-security-policy"]).toContain("script-src 'self'".replace("script-src", "default-src"));
    }
  });

  it("send named files once and small", async () => {
    const answer = await http.inject({ url: "/assets/main-1a2b.js", headers: { "accept-encoding": "gzip" } });
    expect(answer.headers["content-encoding"]).toBe("gzip");
    expect(answer.headers["cache-control"]).toContain("immutable");
  });

  it("leave the interfaces of programs alone", async () => {
    expect((await http.inject("/api/health")).json()).toEqual({ state: "healthy" });
    for (const url of ["/api/nothing", "/files/nothing", "/assets/gone.js", "/../secret.json", "/%2e%2e/secret.json"]) {
      const answer = await http.inject(url);
      expect({ url, status: answer.statusCode }).toEqual({ url, status: 404 });
      expect(answer.json()).toMatchObject({ code: "not_found" });
    }
  });
});
