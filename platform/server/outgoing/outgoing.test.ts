import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createGuardedLookup } from "./addresses.ts";
import { fetchOutside, isPublicAddress } from "./index.ts";

const server = createServer((request, response) => {
  if (request.url === "/long") response.end("x".repeat(2_000));
  else if (request.url === "/silent") response.flushHeaders();
  else if (request.url === "/loop") response.writeHead(302, { location: "/loop" }).end();
  else if (request.url === "/inside") response.writeHead(302, { location: "http://169.254.169.254/latest/meta-data" }).end();
  else if (request.url === "/moved") response.writeHead(302, { location: "/" }).end();
  else if (request.url === "/file") response.writeHead(302, { location: "file:///etc/passwd" }).end();
  else response.end("привет");
});
let origin = "";

beforeAll(async () => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

describe("an address is not public when it is", () => {
  test.each([
    ["loopback", "127.0.0.1"],
    ["loopback elsewhere in its block", "127.8.8.8"],
    ["private, class A", "10.1.2.3"],
    ["private, class B", "172.16.0.1"],
    ["private, class C", "192.168.1.1"],
    ["cloud metadata", "169.254.169.254"],
    ["carrier-grade NAT", "100.64.0.1"],
    ["this network", "0.0.0.0"],
    ["multicast", "224.0.0.1"],
    ["broadcast", "255.255.255.255"],
    ["reserved", "240.0.0.1"],
    ["benchmarking", "198.18.0.1"],
    ["documentation", "192.0.2.1"],
    ["IPv6 loopback", "::1"],
    ["unspecified", "::"],
    ["IPv6 link-local", "fe80::1"],
    ["IPv6 link-local with a zone", "fe80::1%eth0"],
    ["unique local", "fd00::1"],
    ["IPv6 multicast", "ff02::1"],
    ["mapped", "::ffff:10.0.0.1"],
    ["mapped, in hexadecimal", "::ffff:7f00:1"],
    ["compatible", "::127.0.0.1"],
    ["NAT64", "64:ff9b::7f00:1"],
    ["6to4", "2002:7f00:1::"],
    ["Teredo", "2001:0:7f00:1::"],
    ["no address", "localhost"],
    ["nothing", ""],
  ])("%s", (_, address) => expect(isPublicAddress(address)).toBe(false));
});

test.each(["1.1.1.1", "77.88.8.8", "2a02:6b8::feed:ff", "::ffff:8.8.8.8", "[2606:4700:4700::1111]"])("%s is public", (address) => {
  expect(isPublicAddress(address)).toBe(true);
});

describe("a request outside", () => {
  test.each(["127.0.0.1", "[::1]", "2130706433", "0x7f.1", "0177.0.0.1", "[::ffff:127.0.0.1]", "10.0.0.1", "localhost"])(
    "to %s is refused",
    async (host) => {
      const { port } = new URL(origin);
      await expect(fetchOutside(`http://${host}:${port}/`)).rejects.toMatchObject({
        code: "forbidden",
        details: { reason: "private_address" },
      });
    },
  );

  test.each(["file:///etc/passwd", "gopher://example.org", "http://user:password@example.org", "nonsense", "//example.org"])(
    "to %s is invalid",
    async (url) => {
      await expect(fetchOutside(url)).rejects.toMatchObject({ code: "invalid" });
    },
  );

  test("reaches a private peer that the administrator named", async () => {
    const answer = await fetchOutside(origin, { allowPrivate: true });
    expect([answer.status, String(answer.body)]).toEqual([200, "привет"]);
  });

  test("is bounded in size, time and redirects", async () => {
    const at = (path: string, options: object) => fetchOutside(origin + path, { allowPrivate: true, ...options });
    await expect(at("/long", { maxBytes: 1_000 })).rejects.toMatchObject({ code: "bad_gateway", details: { reason: "too_long" } });
    await expect(at("/silent", { timeoutMs: 100 })).rejects.toMatchObject({ code: "bad_gateway", details: { reason: "timeout" } });
    await expect(at("/loop", { redirects: 2 })).rejects.toMatchObject({ details: { reason: "too_many_redirects" } });
    expect((await at("/moved", {})).status).toBe(302);
    expect((await at("/moved", { redirects: 1 })).status).toBe(200);
    await expect(at("/file", { redirects: 1 })).rejects.toMatchObject({ code: "invalid" });
  });

  test("says when nobody answers", async () => {
    await expect(fetchOutside("http://127.0.0.1:1/", { allowPrivate: true })).rejects.toMatchObject({ code: "server_unreachable" });
  });
});

test("a name with a private address among its addresses is refused whole", async () => {
  const lookup = createGuardedLookup(false);
  const { promise, resolve } = Promise.withResolvers<unknown>();
  lookup("localhost", { all: true }, (error) => resolve(error));
  expect(await promise).toMatchObject({ code: "forbidden" });
});
