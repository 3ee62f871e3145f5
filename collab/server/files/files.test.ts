import { DiskBlobStore } from "@veche/server/blobs";
import { newId } from "@veche/kernel";
import type { Database } from "@veche/server/database";
import { openHttp } from "@veche/server/http";
import { openLog } from "@veche/server/log";
import { mountUploads } from "@veche/server/uploads";
import { createHash, randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { Upload } from "tus-js-client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PersonContext } from "../context.ts";
import { buildRoom, openTestDatabase, type Room } from "../testing/room.ts";
import { openFiles, type Files, type TicketHolder } from "./index.ts";

const log = openLog({ level: "silent", name: "test" });
const seen = new Set<string>();
let now = new Date();
let dir: string;
let origin: string;
let database: Database;
let files: Files;
let room: Room;
let anna: TicketHolder;
const http = openHttp({ log });

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "veche-files-"));
  database = await openTestDatabase();
  room = await buildRoom(database);
  anna = { applicationId: room.applicationId, userId: room.anna, sessionId: null };
  const blobs = new DiskBlobStore(join(dir, "blobs"));
  files = await openFiles({
    db: database.kysely,
    blobs,
    canSeeAttached: async ({ userId }, fileId) => seen.has(`${userId} ${fileId}`),
    now: () => now,
  });
  files.serve(http);
  await mountUploads<TicketHolder>(http, {
    path: "/uploads",
    directory: join(dir, "unfinished"),
    blobs,
    authorize: async () => anna,
    ownerOf: ({ userId }) => userId,
    keep: async (actor, { fileId, name }, blob) =>
      void (await files.receive({ applicationId: actor.applicationId, uploaderId: actor.userId, fileId, name, blob })),
    log,
  });
  await http.listen({ host: "127.0.0.1", port: 0 });
  origin = `http://127.0.0.1:${(http.server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await http.close();
  await database.stop();
  await rm(dir, { recursive: true, force: true });
});

/** @param cuts after how many bytes all connections are broken */
function upload(bytes: Buffer, name: string, cuts: readonly number[] = [], fileId: string = newId()): Promise<string> {
  const left = [...cuts];
  return new Promise((resolve, reject) => {
    new Upload(bytes, {
      endpoint: `${origin}/uploads`,
      chunkSize: 16 * 1024 * 1024,
      retryDelays: [0, 10, 100, 100, 100],
      metadata: { fileId, filename: name, filetype: "image/png" },
      onProgress: (sentBytes) => {
        if (left[0] === undefined || sentBytes < left[0]) return;
        left.shift();
        http.server.closeAllConnections();
      },
      onSuccess: () => (left.length === 0 ? resolve(fileId) : reject(new Error("not cut"))),
      onError: reject,
    }).start();
  });
}

const ticketOf = async (userId: TicketHolder["userId"]): Promise<string> => {
  const binding = files.bindings.find(({ route }) => route.name === "files.createTicket");
  if (binding?.sort !== "person") throw new Error("not bound");
  const ctx = { now, applicationId: room.applicationId, userId, sessionId: null } as PersonContext;
  return ((await binding.action(ctx, {})) as { ticket: string }).ticket;
};

async function get(path: string, headers: Record<string, string> = {}, userId = room.anna): Promise<Response> {
  return fetch(`${origin}/files/collab/${path}${path.includes("?") ? "&" : "?"}ticket=${await ticketOf(userId)}`, { headers });
}

describe("an upload", () => {
  it("of 300 MB survives two cuts with every byte", async () => {
    const bytes = Buffer.alloc(300_000_000, randomBytes(1_000_003));
    const fileId = await upload(bytes, "запись.bin", [60_000_000, 180_000_000]);
    const hash = createHash("sha256");
    for await (const chunk of (await get(`${fileId}/x`)).body!) hash.update(chunk as Uint8Array);
    expect(hash.digest("hex")).toBe(createHash("sha256").update(bytes).digest("hex"));
  }, 120_000);

  it("is known by what it is, not by its name", async () => {
    const page = await upload(Buffer.from("<html><script>alert(1)</script></html>"), "../../picture.png");
    const response = await get(`${page}/picture.png`);
    expect(response.headers.get("content-type")).toBe("application/octet-stream");
    expect(response.headers.get("content-disposition")).toMatch(/^attachment; filename="picture.png"/);
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
    expect(response.headers.get("content-security-policy")).toContain("sandbox");
  });
});

describe("the bytes of a file", () => {
  it("come in ranges", async () => {
    const fileId = await upload(Buffer.from("0123456789"), "десять.txt");
    const part = await get(`${fileId}/x`, { range: "bytes=2-4" });
    expect([part.status, part.headers.get("content-range"), await part.text()]).toEqual([206, "bytes 2-4/10", "234"]);
    const behind = await get(`${fileId}/x`, { range: "bytes=10-" });
    expect([behind.status, behind.headers.get("content-range")]).toEqual([416, "bytes */10"]);
    const etag = part.headers.get("etag")!;
    expect((await get(`${fileId}/x`, { "if-none-match": etag })).status).toBe(304);
    expect((await get(`${fileId}/x`, { range: "bytes=2-4", "if-range": '"other"' })).status).toBe(200);
  });

  it("are there for the uploader until used, then for who sees a message with it, and for nobody else", async () => {
    const fileId = await upload(Buffer.from("тайна"), "тайна.txt");
    expect((await get(`${fileId}/x`)).status).toBe(200);
    expect((await get(`${fileId}/x`, {}, room.boris)).status).toBe(404);
    await database.pool.query("update collab.files set claimed_at = now() where id = $1", [fileId]);
    expect((await get(`${fileId}/x`)).status).toBe(404);
    seen.add(`${room.boris} ${fileId}`);
    expect((await get(`${fileId}/x`, {}, room.boris)).status).toBe(200);
    expect((await fetch(`${origin}/files/collab/${fileId}/x?ticket=a.b`)).status).toBe(404);
  });
});

describe("a picture", () => {
  it("gets its size and a small picture", async () => {
    const png = await sharp({ create: { width: 1_600, height: 800, channels: 3, background: "#08f" } })
      .png()
      .toBuffer();
    const fileId = await upload(png, "вид.png");
    const order = { applicationId: room.applicationId, fileId: fileId as never };
    expect(await files.makeThumbnail(order)).toBe(true);
    expect(await files.makeThumbnail(order)).toBe(false);
    const small = await get(`${fileId}/thumbnail.webp`);
    expect(small.headers.get("content-type")).toBe("image/webp");
    expect(await sharp(Buffer.from(await small.arrayBuffer())).metadata()).toMatchObject({ format: "webp", width: 640, height: 320 });
    expect((await get(`${fileId}/вид.png`)).headers.get("content-disposition")).toMatch(/^inline/);
    expect((await get(`${fileId}/вид.png?download=1`)).headers.get("content-disposition")).toMatch(/^attachment/);
  });

  it("that lies about itself has none and harms nobody", async () => {
    const broken = Buffer.concat([Buffer.from("89504e470d0a1a0a", "hex"), randomBytes(5_000)]);
    const fileId = await upload(broken, "вид.png");
    expect(await files.makeThumbnail({ applicationId: room.applicationId, fileId: fileId as never })).toBe(false);
    expect((await get(`${fileId}/thumbnail.webp`)).status).toBe(404);
  });
});

it("what nobody used for a day is forgotten, bytes included", async () => {
  const fileId = await upload(Buffer.from("лишнее"), "лишнее.txt");
  now = new Date(now.getTime() + 25 * 3_600_000);
  await files.clean();
  expect((await get(`${fileId}/x`)).status).toBe(404);
  now = new Date(now.getTime() + 2 * 3_600_000);
  await files.clean();
  const { rows } = await database.pool.query("select from collab.files where id = $1", [fileId]);
  expect(rows).toHaveLength(0);
});
