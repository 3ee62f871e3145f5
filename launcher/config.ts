import { readConfig } from "@veche/server/config";
import type { LogLevel } from "@veche/server/log";
import { resolve } from "node:path";
import * as z from "zod";

const url = (protocols: readonly string[]) =>
  z
    .string()
    .refine((value) => protocols.includes(URL.parse(value)?.protocol ?? ""), { error: `must be a URL: ${protocols.join(" or ")}//…` });

const variables = z.object({
  /** 0 takes any free port */
  VECHE_PORT: z.coerce.number({ error: "must be a number from 0 to 65535" }).int().min(0).max(65_535).default(8080),
  /** the address to listen on; 0.0.0.0 opens it to the network */
  VECHE_HOST: z.string().min(1).default("127.0.0.1"),
  VECHE_DATA_DIR: z.string().min(1).default("data"),
  /** the address people type, when a proxy stands before the server */
  VECHE_URL: url(["http:", "https:"]).optional(),
  /** proxies whose X-Forwarded-… headers are believed */
  VECHE_TRUSTED_PROXIES: z.string().default("loopback"),
  /** yes: notifications may go to push services inside the network, as a closed network has */
  VECHE_PRIVATE_PUSH: z.enum(["yes", "no"]).default("no"),
  VECHE_LOG_LEVEL: z.enum(["error", "warn", "info", "debug", "silent"]).default("warn"),
  VECHE_SMTP_URL: url(["smtp:", "smtps:"]).optional(),
  /** where ClamAV's daemon listens; without it nobody looks for viruses */
  VECHE_CLAMD_URL: url(["tcp:", "unix:"]).optional(),
  VECHE_MAIL_FROM: z.email().default("veche@localhost"),
  /** 32 bytes as 64 hexadecimal digits, shared by the nodes of one installation; without it one is made and kept in the data folder */
  VECHE_SECRET: z
    .string()
    .regex(/^[0-9a-f]{64}$/i, { error: "must be 64 hexadecimal digits" })
    .optional(),
  DATABASE_URL: url(["postgres:", "postgresql:"]).optional(),
  /** UDP port of sound and picture; without it the number of the HTTP port */
  VECHE_MEDIA_PORT: z.coerce.number({ error: "must be a number from 0 to 65535" }).int().min(0).max(65_535).optional(),
  /** addresses at which browsers reach that port, with commas; without it those of this machine */
  VECHE_MEDIA_ADDRESSES: z.string().optional(),
  /** a TURN server for people behind strict networks, `turns:turn.example.org:443`, and its static-auth-secret */
  VECHE_TURN_URL: url(["turn:", "turns:"]).optional(),
  VECHE_TURN_SECRET: z.string().optional(),
  /** a LiveKit that carries calls instead of the built-in media server; all three or none */
  VECHE_LIVEKIT_URL: url(["http:", "https:", "ws:", "wss:"]).optional(),
  VECHE_LIVEKIT_API_KEY: z.string().optional(),
  VECHE_LIVEKIT_API_SECRET: z.string().optional(),
});

const livekitNames = ["VECHE_LIVEKIT_URL", "VECHE_LIVEKIT_API_KEY", "VECHE_LIVEKIT_API_SECRET"] as const;
const checked = variables.superRefine((values, ctx) => {
  const missing = livekitNames.filter((name) => values[name] === undefined);
  if (missing.length === livekitNames.length) return;
  for (const name of missing)
    ctx.addIssue({ code: "custom", path: [name], message: "is missing: a LiveKit needs address, key and secret" });
});

/** All settings of the launcher, read once. */
export type Settings = {
  readonly port: number;
  readonly host: string;
  readonly dataDir: string;
  /** without a slash at the end; undefined: derived from the port that was opened */
  readonly publicUrl: string | undefined;
  readonly trustedProxies: string;
  readonly isPrivatePushAllowed: boolean;
  readonly logLevel: LogLevel;
  readonly mail: { readonly smtpUrl: string | undefined; readonly from: string };
  readonly clamdUrl: string | undefined;
  readonly secret: Uint8Array | undefined;
  readonly databaseUrl: string | undefined;
  readonly media: {
    /** undefined: the number of the HTTP port */
    readonly udpPort: number | undefined;
    readonly announcedAddresses: readonly string[];
    readonly turn: { readonly url: string; readonly secret: string | undefined } | undefined;
    readonly livekit: { readonly url: string; readonly apiKey: string; readonly apiSecret: string } | undefined;
  };
};

/**
 * Reads the settings; an empty variable counts as not set.
 * @param cwd where a relative data folder begins
 * @throws ConfigError with all faults at once
 */
export function readSettings(env: Readonly<Record<string, string | undefined>>, cwd: string): Settings {
  const values = readConfig(checked, env);
  return {
    port: values.VECHE_PORT,
    host: values.VECHE_HOST,
    dataDir: resolve(cwd, values.VECHE_DATA_DIR),
    publicUrl: values.VECHE_URL?.replace(/\/+$/, ""),
    trustedProxies: values.VECHE_TRUSTED_PROXIES,
    isPrivatePushAllowed: values.VECHE_PRIVATE_PUSH === "yes",
    logLevel: values.VECHE_LOG_LEVEL,
    mail: { smtpUrl: values.VECHE_SMTP_URL, from: values.VECHE_MAIL_FROM },
    clamdUrl: values.VECHE_CLAMD_URL,
    secret: values.VECHE_SECRET === undefined ? undefined : Buffer.from(values.VECHE_SECRET, "hex"),
    databaseUrl: values.DATABASE_URL,
    media: readMedia(values),
  };
}

function readMedia(values: z.output<typeof variables>): Settings["media"] {
  const { VECHE_LIVEKIT_URL: livekitUrl, VECHE_LIVEKIT_API_KEY: apiKey, VECHE_LIVEKIT_API_SECRET: apiSecret } = values;
  const isLiveKit = livekitUrl !== undefined && apiKey !== undefined && apiSecret !== undefined;
  return {
    udpPort: values.VECHE_MEDIA_PORT,
    announcedAddresses: (values.VECHE_MEDIA_ADDRESSES ?? "").split(",").flatMap((address) => address.trim() || []),
    turn: values.VECHE_TURN_URL === undefined ? undefined : { url: values.VECHE_TURN_URL, secret: values.VECHE_TURN_SECRET },
    livekit: isLiveKit ? { url: livekitUrl, apiKey, apiSecret } : undefined,
  };
}

/** Whether only this computer can reach the address. */
export function isLocalHost(host: string): boolean {
  return host === "localhost" || host === "::1" || host.startsWith("127.");
}
