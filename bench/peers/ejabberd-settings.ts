import type { PeerPostgres } from "./postgres.ts";

const largestRoom = 5_000;

/** `ejabberd.yml`; JSON is YAML too. Rooms come into being when somebody enters, everybody gets in, every message is archived. */
export function buildEjabberdSettings(port: number, postgres: PeerPostgres): string {
  const settings = {
    hosts: ["localhost"],
    loglevel: "warning",
    ...signIn,
    listen: [{ port, ip: "127.0.0.1", module: "ejabberd_c2s", access: "c2s", starttls: false, backlog: 4_096, max_stanza_size: 262_144 }],
    ...{ sql_type: "pgsql", sql_server: "127.0.0.1", sql_port: postgres.port, sql_pool_size: 10 },
    ...{ sql_database: postgres.database, sql_username: postgres.user, sql_password: postgres.user },
    modules: { mod_disco: {}, mod_muc: rooms, mod_mam: { db_type: "sql", default: "always", clear_archive_on_room_destroy: false } },
  };
  return JSON.stringify(settings, null, 2);
}

/** Any name and any password, nobody slowed down. */
const signIn = {
  auth_method: ["anonymous"],
  anonymous_protocol: "login_anon",
  allow_multiple_connections: true,
  disable_sasl_mechanisms: ["digest-md5", "X-OAUTH2", "SCRAM-SHA-1", "SCRAM-SHA-256", "SCRAM-SHA-512"],
  shaper: {},
  shaper_rules: { max_user_sessions: 100 },
  acl: {},
  access_rules: { c2s: ["allow"], muc_create: ["allow"] },
};

const rooms = {
  access: ["allow"],
  access_create: "muc_create",
  access_persistent: "muc_create",
  access_mam: ["allow"],
  history_size: 0,
  max_users: largestRoom,
  min_message_interval: 0,
  min_presence_interval: 0,
  default_room_options: { mam: true, persistent: false, presence_broadcast: [], max_users: largestRoom, public: true },
};

/** `ejabberdctl.cfg`: many connections, epoll, and a node that is reached over the loopback address without a name server. */
export function buildNodeSettings(nodePort: number): string {
  const settings = {
    ERL_MAX_PORTS: 65_536,
    ERL_PROCESSES: 500_000,
    POLL: true,
    ERLANG_NODE: `bench${nodePort}@localhost`,
    INET_DIST_INTERFACE: "127.0.0.1",
    ERL_DIST_PORT: nodePort,
  };
  return Object.entries(settings)
    .map(([name, value]) => `${name}=${value}\n`)
    .join("");
}
