import { AppError } from "@veche/kernel";
import { createHash, randomBytes } from "node:crypto";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openClamd, type Antivirus } from "../antivirus/index.ts";
import { DiskBlobStore } from "../blobs/index.ts";
import type { StoredBlob } from "../blobs/index.ts";
import { openHttp } from "../http/index.ts";
import { openLog } from "../log/index.ts";
import { eicar, openTestClamd } from "../testing/index.ts";
import { cleanFileName, mountUploads } from "./index.ts";
import type { UploadedFile } from "./index.ts";

const log = openLog({ level: "silent", name: "test" });
const fileId = "0193a1c4-7e2b-7cc3-8a11-1f2e3d4c5b6a";
let dir = "";
let origin = "";
let http: ReturnType<typeof openHttp>;
let blobs: DiskBlobStore;
let kept: { actor: string; file: UploadedFile; blob: StoredBlob }[] = [];

/** what goes wrong when a file is to be kept */
let keepFailure: Error | null = null;
let antivirus: Antivirus | undefined;
/** null: what the disk says */
let freeBytes: number | null = null;

class TestBlobStore extends DiskBlobStore {
  override async measureFree(): Promise<number> {
    return freeBytes ?? super.measureFree();
  }
}

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "veche-uploads-"));
  freeBytes = null;
  keepFailure = null;
  antivirus = undefined;
  blobs = new TestBlobStore(join(dir, "blobs"));
  kept = [];
  http = openHttp({ log });
  await mountUploads<string>(http, {
    path: "/uploads",
    directory: join(dir, "unfinished"),
    blobs,
    authorize: async ({ authorization }) => {
      if (!authorization) throw new AppError("unauthenticated");
      return authorization;
    },
    ownerOf: (actor) => actor,
    keep: async (actor, file, blob) => {
      if (keepFailure) throw keepFailure;
      kept.push({ actor, file, blob });
    },
    get antivirus() {
      return antivirus;
    },
    maxSizeBytes: 10_000_000,
    log,
  });
  await http.listen({ host: "127.0.0.1", port: 0 });
  origin = `http://127.0.0.1:${(http.server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  await http.close();
  await rm(dir, { recursive: true, force: true });
});

function send(method: string, path: string, headers: Record<string, string>, body?: Uint8Array): Promise<Response> {
  const init = { method, headers: { "tus-resumable": "1.0.0", authorization: "anna", ...headers } };
  return fetch(origin + path, body ? { ...init, body: Buffer.from(body) } : init);
}

async function create(size: number, name = "смета.pdf"): Promise<string> {
  const metadata = Object.entries({ fileId, filename: name, filetype: "application/pdf" });
  const encoded = metadata.map(([key, value]) => `${key} ${Buffer.from(value).toString("base64")}`).join(",");
  const response = await send("POST", "/uploads", { "upload-length": String(size), "upload-metadata": encoded });
  expect(response.status).toBe(201);
  return new URL(response.headers.get("location")!, origin).pathname;
}

const append = (path: string, offset: number, bytes: Uint8Array, headers: Record<string, string> = {}): Promise<Response> =>
  send("PATCH", path, { "upload-offset": String(offset), "content-type": "application/offset+octet-stream", ...headers }, bytes);

describe("an upload", () => {
  test("goes on where it was cut, and is kept whole", async () => {
    const bytes = randomBytes(300_000);
    const path = await create(bytes.length, "..\\..\\смета.pdf");
    expect((await append(path, 0, bytes.subarray(0, 100_000))).status).toBe(204);
    expect((await send("HEAD", path, {})).headers.get("upload-offset")).toBe("100000");
    expect((await append(path, 50_000, bytes.subarray(50_000))).status).toBe(409);
    expect((await append(path, 100_000, bytes.subarray(100_000))).status).toBe(204);
    expect(kept).toEqual([{ actor: "anna", file: { fileId, name: "смета.pdf", claimedType: "application/pdf" }, blob: expect.anything() }]);
    expect(kept[0]!.blob).toEqual({ hash: createHash("sha256").update(bytes).digest("hex"), sizeBytes: bytes.length });
    expect(await buffer((await blobs.read(kept[0]!.blob.hash))!)).toEqual(bytes);
  });

  test("whose last answer was lost has arrived, once", async () => {
    const bytes = randomBytes(1_000);
    const path = await create(bytes.length);
    await append(path, 0, bytes);
    const asked = await Promise.all([send("HEAD", path, {}), send("HEAD", path, {})]);
    expect(asked.map(({ status, headers }) => [status, headers.get("upload-offset")])).toEqual([
      [200, "1000"],
      [200, "1000"],
    ]);
    expect(kept.length).toBe(1);
  });

  test("that could not be kept is kept when its sender asks again, and nothing is sent twice", async () => {
    const bytes = randomBytes(1_000);
    const path = await create(bytes.length);
    keepFailure = new AppError("unavailable");
    const refused = await append(path, 0, bytes);
    expect([refused.status, await refused.json()]).toEqual([503, { code: "unavailable", details: {} }]);
    expect((await send("HEAD", path, {})).status).toBe(503);
    keepFailure = null;
    expect((await send("HEAD", path, {})).headers.get("upload-offset")).toBe("1000");
    expect(kept.map(({ blob }) => blob)).toEqual([{ hash: createHash("sha256").update(bytes).digest("hex"), sizeBytes: 1_000 }]);
  });

  test("that meets a full disk keeps what has come, and goes on when there is room", async () => {
    const bytes = randomBytes(200_000);
    const path = await create(bytes.length);
    await append(path, 0, bytes.subarray(0, 100_000));
    freeBytes = 1_000;
    const refused = await append(path, 100_000, bytes.subarray(100_000));
    expect([refused.status, await refused.json()]).toEqual([507, { code: "insufficient_storage", details: {} }]);
    freeBytes = null;
    expect((await send("HEAD", path, {})).headers.get("upload-offset")).toBe("100000");
    expect((await append(path, 100_000, bytes.subarray(100_000))).status).toBe(204);
    expect(await buffer((await blobs.read(kept[0]!.blob.hash))!)).toEqual(bytes);
  });

  test("with a virus is refused with its name, and nothing of it stays", async () => {
    const clamd = await openTestClamd();
    antivirus = openClamd(clamd.url);
    const bytes = Buffer.from(`начало ${eicar}`);
    const path = await create(bytes.length);
    const refused = await append(path, 0, bytes);
    expect([refused.status, await refused.json()]).toEqual([422, { code: "infected", details: { virus: "Eicar-Signature" } }]);
    expect((await send("HEAD", path, {})).status).toBe(404);
    expect(await readdir(join(dir, "unfinished"))).toEqual([]);
    expect(kept).toEqual([]);
    await clamd.close();
  });

  test("that nobody can look at waits until the scanner is back, and larger ones than it takes are kept", async () => {
    const clamd = await openTestClamd(1_000);
    antivirus = { scan: () => Promise.reject(new AppError("unavailable")), ping: async () => false };
    const bytes = randomBytes(5_000);
    const path = await create(bytes.length);
    expect((await append(path, 0, bytes)).status).toBe(503);
    antivirus = openClamd(clamd.url);
    expect((await send("HEAD", path, {})).headers.get("upload-offset")).toBe("5000");
    expect(kept[0]?.blob.sizeBytes).toBe(5_000);
    await clamd.close();
  });

  test("without bytes arrives as it is created", async () => {
    await create(0);
    expect(kept[0]?.blob.sizeBytes).toBe(0);
  });

  test("of another person does not exist", async () => {
    const path = await create(10);
    const foreign = { authorization: "ivan" };
    const statuses = [
      await append(path, 0, Buffer.from("1234567890"), foreign),
      await send("HEAD", path, foreign),
      await send("DELETE", path, foreign),
    ];
    expect(statuses.map(({ status }) => status)).toEqual([404, 404, 404]);
    expect((await append(path, 0, Buffer.from("1234567890"))).status).toBe(204);
  });

  test("can be taken back", async () => {
    const path = await create(10);
    expect((await send("DELETE", path, {})).status).toBe(204);
    expect((await send("HEAD", path, {})).status).toBe(404);
  });

  test("that is too long, has no id or no sender is refused with a code", async () => {
    expect((await send("POST", "/uploads", { "upload-length": "20000000" })).status).toBe(413);
    const nameless = await send("POST", "/uploads", { "upload-length": "2" });
    expect([nameless.status, await nameless.json()]).toEqual([400, { code: "invalid", details: { field: "fileId" } }]);
    const nobody = await fetch(`${origin}/uploads`, { method: "POST", headers: { "tus-resumable": "1.0.0", "upload-length": "2" } });
    expect([nobody.status, await nobody.json()]).toEqual([401, { code: "unauthenticated", details: {} }]);
  });
});

test("an upload for which the disk has no room is refused before it begins", async () => {
  freeBytes = 256 * 1024 * 1024 + 99;
  const metadata = `fileId ${Buffer.from(fileId).toString("base64")}`;
  const create = (size: number) => send("POST", "/uploads", { "upload-length": String(size), "upload-metadata": metadata });
  const refused = await create(100);
  expect([refused.status, await refused.json()]).toEqual([507, { code: "insufficient_storage", details: {} }]);
  expect((await create(99)).status).toBe(201);
});

test.each([
  ["../../etc/passwd", "passwd"],
  ["C:\\temp\\акт.docx", "акт.docx"],
  ["...", "file"],
  ["a\u202Efdp.exe", "afdp.exe"],
  [`${"я".repeat(300)}.pdf`, `${"я".repeat(196)}.pdf`],
])("the name %j becomes %j", (name, clean) => {
  expect(cleanFileName(name)).toBe(clean);
});
