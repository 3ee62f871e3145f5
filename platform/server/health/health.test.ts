import { expect, test } from "vitest";
import { openHttp } from "../http/index.ts";
import { silentLog } from "../testing/index.ts";
import { HealthRegistry, mountHealth } from "./index.ts";

test("health tells states to anybody and facts only inside; what fails is 503", async () => {
  const registry = new HealthRegistry();
  const http = openHttp({ log: silentLog });
  mountHealth(http, registry);
  registry.register("database", async () => ({ state: "healthy", facts: { version: 18 } }));
  expect((await http.inject("/api/health")).json()).toEqual({ state: "healthy", checks: [{ name: "database", state: "healthy" }] });
  registry.register("mail", async () => {
    throw new Error("refused");
  });
  expect((await http.inject("/api/health")).statusCode).toBe(503);
  expect(await registry.run()).toEqual([
    { name: "database", state: "healthy", facts: { version: 18 } },
    { name: "mail", state: "failing", facts: { reason: "error" } },
  ]);
  await http.close();
});
