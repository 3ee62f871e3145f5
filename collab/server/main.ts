import { startEmbeddedPostgres } from "@veche/server/embedded";
import { readConfig, secretSchema } from "@veche/server/config";
import { HealthRegistry, mountHealth } from "@veche/server/health";
import { openHttp } from "@veche/server/http";
import { openLog } from "@veche/server/log";
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { localMediaSettings } from "./calls/index.ts";
import { openCollabServer } from "./index.ts";

/** The collaboration server alone, for applications elsewhere: `node collab/server/main.ts`. */
const settings = readConfig(
  z.object({
    VECHE_DATA_DIR: z.string(),
    VECHE_HOST: z.string().default("127.0.0.1"),
    VECHE_PORT: z.coerce.number().int().min(0).max(65_535).default(8081),
    VECHE_PUBLIC_URL: z.url().optional(),
    VECHE_SMTP_URL: secretSchema.optional(),
    VECHE_MAIL_FROM: z.string().default("veche@localhost"),
    VECHE_PRIVATE_PUSH: z.enum(["yes", "no"]).default("no"),
    /** UDP port of sound and picture; without it the number of the HTTP port */
    VECHE_MEDIA_PORT: z.coerce.number().int().min(0).max(65_535).optional(),
    /** addresses at which browsers reach that port, with commas; without it those of this machine */
    VECHE_MEDIA_ADDRESSES: z.string().default(""),
    /** an embedded PostgreSQL in the data folder when not set */
    DATABASE_URL: secretSchema.optional(),
  }),
  process.env,
);
const log = openLog({ level: "info", name: "collab" });
const dataDir = join(settings.VECHE_DATA_DIR, "collab");
mkdirSync(dataDir, { recursive: true, mode: 0o700 });
const embedded = settings.DATABASE_URL
  ? undefined
  : await startEmbeddedPostgres({ dataDir: join(settings.VECHE_DATA_DIR, "postgres"), log });
const health = new HealthRegistry();
const server = await openCollabServer({
  databaseUrl: settings.DATABASE_URL?.reveal() ?? embedded!.connectionString,
  dataDir,
  secret: readSecret(join(dataDir, "secret")),
  publicUrl: settings.VECHE_PUBLIC_URL ?? `http://${settings.VECHE_HOST}:${settings.VECHE_PORT}`,
  mail: { smtpUrl: settings.VECHE_SMTP_URL?.reveal(), from: settings.VECHE_MAIL_FROM },
  isPrivatePushAllowed: settings.VECHE_PRIVATE_PUSH === "yes",
  media: {
    ...localMediaSettings,
    host: settings.VECHE_HOST,
    udpPort: settings.VECHE_MEDIA_PORT ?? settings.VECHE_PORT,
    announcedAddresses: settings.VECHE_MEDIA_ADDRESSES.split(",").flatMap((address) => address.trim() || []),
    httpPort: settings.VECHE_PORT || undefined,
  },
  log,
  health,
});
const http = openHttp({ log });
await http.register(server.plugin);
mountHealth(http, health);
await http.listen({ host: settings.VECHE_HOST, port: settings.VECHE_PORT });
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void stop());

let stopping: Promise<void> | undefined;

function stop(): Promise<void> {
  return (stopping ??= end());
}

async function end(): Promise<void> {
  await http.close();
  await server.stop();
  await embedded?.stop();
}

/** 32 bytes, made at the first start. */
function readSecret(path: string): Uint8Array {
  if (!existsSync(path)) writeFileSync(path, randomBytes(32), { mode: 0o600 });
  return readFileSync(path);
}
