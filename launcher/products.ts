import { openCollabServer, type CollabServer, type CollabServerOptions } from "@veche/collab-server";
import { openOfficeServer, type OfficeServer } from "@veche/office-server";
import type { Antivirus } from "@veche/server/antivirus";
import type { HealthRegistry } from "@veche/server/health";
import type { Log } from "@veche/server/log";
import type { FastifyInstance } from "fastify";
import { hkdfSync } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join } from "node:path";

export type ProductsOptions = {
  readonly databaseUrl: string;
  readonly dataDir: string;
  /** 32 bytes; each product gets a key of its own made from it */
  readonly secret: Uint8Array;
  readonly installationId: string;
  readonly publicUrl: string;
  /** where this process answers */
  readonly innerUrl: string;
  readonly mail: { readonly smtpUrl: string | undefined; readonly from: string };
  readonly antivirus: Antivirus | undefined;
  readonly isPrivatePushAllowed: boolean;
  /** how calls are carried */
  readonly media: NonNullable<CollabServerOptions["media"]>;
  readonly log: Log;
  readonly health: HealthRegistry;
};

export type Products = {
  /** Makes the demonstration company where there is no company yet. */
  fillDemo(): Promise<void>;
  stop(): Promise<void>;
};

/** Opens both servers on one HTTP server: the office is an application of the collaboration server and reaches it by HTTP only. */
export async function openProducts(fastify: FastifyInstance, options: ProductsOptions): Promise<Products> {
  const { isPrivatePushAllowed, media } = options;
  const collab = await openCollabServer({ ...shareOf(options, "collab"), isPrivatePushAllowed, media });
  try {
    const office = await openOfficeServer({
      ...shareOf(options, "office"),
      installationId: options.installationId,
      collabUrl: options.innerUrl,
    });
    await fastify.register(collab.plugin);
    await fastify.register(office.plugin);
    return { fillDemo: () => office.fillDemo(), stop: () => stopBoth(office, collab) };
  } catch (error) {
    await collab.stop();
    throw error;
  }
}

async function stopBoth(office: OfficeServer, collab: CollabServer): Promise<void> {
  try {
    await office.stop();
  } finally {
    await collab.stop();
  }
}

/** What one product gets: a folder, a key and a log of its own. */
function shareOf(options: ProductsOptions, name: "collab" | "office") {
  const dataDir = join(options.dataDir, name);
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const { databaseUrl, publicUrl, mail, health, antivirus } = options;
  const secret = new Uint8Array(hkdfSync("sha256", options.secret, "", `veche ${name}`, 32));
  return { databaseUrl, dataDir, secret, publicUrl, mail, health, antivirus, log: options.log.child({ part: name }) };
}
