import { totalmem } from "node:os";

const mebibyteBytes = 2 ** 20;

/** What an embedded cluster is for: `durable` keeps every acknowledged commit, `disposable` is for tests and may lose everything at a power cut. */
export type Durability = "durable" | "disposable";

/** The generated part of the configuration, as the text of a PostgreSQL configuration file. */
export function buildSettings(durability: Durability, memoryBytes = totalmem()): string {
  const settings = { ...commonSettings(memoryBytes), ...(durability === "durable" ? durableSettings : disposableSettings) };
  const lines = Object.entries(settings).map(([name, value]) => `${name} = '${value}'`);
  return ["# Written anew at every start. Settings of your own belong into postgresql.conf and win over these.", ...lines, ""].join("\n");
}

/** `postgresql.conf`, written once when the cluster is made. */
export const ownSettings = `# Settings in this file win over those in veche.conf, which is written anew at every start.\ninclude = 'veche.conf'\n`;

function commonSettings(memoryBytes: number): Record<string, string> {
  const sharedMebibytes = Math.min(256, Math.max(64, Math.floor(memoryBytes / mebibyteBytes / 16)));
  return {
    listen_addresses: "",
    port: "5432",
    unix_socket_directories: ".",
    unix_socket_permissions: "0700",
    shared_buffers: `${sharedMebibytes}MB`,
    effective_cache_size: `${Math.max(256, Math.floor(memoryBytes / mebibyteBytes / 2))}MB`,
    max_wal_size: "2GB",
    jit: "off",
    timezone: "UTC",
    log_timezone: "UTC",
    lc_messages: "C",
    log_checkpoints: "off",
    log_line_prefix: "%m [%p] ",
  };
}

const durableSettings = { max_connections: "120", fsync: "on", synchronous_commit: "on", checkpoint_timeout: "15min" };

const disposableSettings = {
  max_connections: "300",
  fsync: "off",
  synchronous_commit: "off",
  full_page_writes: "off",
  wal_level: "minimal",
  max_wal_senders: "0",
};
