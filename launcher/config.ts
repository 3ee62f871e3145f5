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
};

/**
 * Reads the settings; an empty variable counts as not set.
 * @param cwd where a relative data folder begins
 * @throws ConfigError with all faults at once
 */
export function readSettings(env: Readonly<Record<string, string | undefined>>, cwd: string): Settings {
  const values = readConfig(variables, env);
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
  };
}

/** Whether only this computer can reach the address. */
export function isLocalHost(host: string): boolean {
  return host === "localhost" || host === "::1" || host.startsWith("127.");
}
