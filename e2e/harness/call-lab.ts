import { once } from "node:events";
import { createReadStream } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { Sfu, type SfuOptions } from "@veche/sfu/server";
import { createToken, type Grants } from "@veche/sfu/tokens";
import { chromium } from "playwright-core";
import { LabClient } from "./lab-client.ts";

const keys = { lab: "a secret of the laboratory only" };
const host = "127.0.0.1";
const clientDir = createRequire(import.meta.url)
  .resolve("livekit-client")
  .replace(/[^/]+$/, "");
const scripts: Readonly<Record<string, string>> = {
  "/livekit.js": `${clientDir}livekit-client.umd.js`,
  "/encryption.js": `${clientDir}livekit-client.e2ee.worker.js`,
};
const page = '<!doctype html><meta charset="utf-8"><title>lab</title><script src="/livekit.js"></script>';

/** Devices that show a moving picture and beep; addresses of this machine's own loop. */
const browserArguments = [
  "--no-sandbox",
  "--disable-gpu",
  "--no-first-run",
  "--disable-background-networking",
  "--use-fake-device-for-media-stream",
  "--use-fake-ui-for-media-stream",
  "--auto-accept-this-tab-capture",
  "--autoplay-policy=no-user-gesture-required",
  "--allow-loopback-in-peer-connection",
];

const createLabToken = (identity: string, grants: Partial<Grants> = {}): Promise<string> =>
  createToken(
    { identity, name: identity, room: "room", canJoin: true, ...grants },
    { apiKey: "lab", apiSecret: keys.lab, ttlSeconds: 600 },
  );

/** A media server of its own. */
export interface LabServer {
  readonly sfu: Sfu;
  readonly url: string;
  createToken(identity: string, grants?: Partial<Grants>): Promise<string>;
  close(): Promise<void>;
}

/** `isHttpPortShared`: media may come over TCP to the HTTP port, and only there. `httpPort`: 0 = any. */
export type LabOptions = Partial<Omit<SfuOptions, "media">> & {
  readonly httpPort?: number;
  readonly media?: Partial<SfuOptions["media"]>;
  readonly isHttpPortShared?: boolean;
};

export async function openLabServer({
  isHttpPortShared = false,
  httpPort = 0,
  media: wished,
  ...options
}: LabOptions = {}): Promise<LabServer> {
  const opened = Promise.withResolvers<Sfu>();
  const server = createServer((request, response) => {
    void opened.promise.then(async (sfu) => {
      if (await sfu.handleRequest(request, response)) return;
      const script = scripts[request.url ?? ""];
      response.setHeader("content-type", script ? "text/javascript" : "text/html");
      if (script) createReadStream(script).pipe(response);
      else response.end(page);
    });
  });
  server.on("upgrade", (request, socket, head) => {
    void opened.promise.then((sfu) => sfu.handleUpgrade(request, socket, head) || socket.destroy());
  });
  server.listen(httpPort, host);
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const shared = isHttpPortShared ? { sharedTcpPort: port, isUdpAnnounced: false } : {};
  const media = { host, udpPort: 0, announcedAddresses: [host], ...shared, ...wished };
  const sfu = await Sfu.open({ keys, workerCount: 1, ...options, media });
  if (isHttpPortShared) sfu.shareTcpPort(server);
  opened.resolve(sfu);
  return {
    sfu,
    url: `http://${host}:${port}`,
    createToken: createLabToken,
    async close() {
      server.closeAllConnections();
      server.close();
      await sfu.close();
    },
  };
}

/** A media server with unmodified LiveKit clients in a real browser. */
export interface CallLab extends LabServer, LabBrowser {}

export async function openCallLab(options: LabOptions = {}): Promise<CallLab> {
  const server = await openLabServer(options);
  const browser = await openLabBrowser(server.url);
  return {
    ...server,
    openClient: browser.openClient,
    async close() {
      await browser.close();
      await server.close();
    },
  };
}

export interface LabBrowser {
  /** A person's page, not yet in a room. */
  openClient(identity: string, grants?: Partial<Grants>): Promise<LabClient>;
  close(): Promise<void>;
}

/** @param url of a laboratory's server, wherever it runs */
export async function openLabBrowser(url: string): Promise<LabBrowser> {
  const executablePath = process.env["CHROMIUM_PATH"];
  const browser = await chromium.launch({ ...(executablePath ? { executablePath } : { channel: "chromium" }), args: browserArguments });
  return {
    async openClient(identity, grants) {
      const page = await (await browser.newContext()).newPage();
      await page.goto(url);
      return new LabClient(page, identity, url, await createLabToken(identity, grants));
    },
    close: () => browser.close(),
  };
}
