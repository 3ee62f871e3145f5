interface JanusPlace {
  readonly dir: string;
  /** the only one for media */
  readonly address: string;
  readonly certificatePath: string;
  readonly keyPath: string;
}

const libraryDir = "/usr/lib/x86_64-linux-gnu/janus";

/** `janus.jcfg`: only what a room of pictures needs. */
export function buildJanusSettings({ dir, address, certificatePath, keyPath }: JanusPlace): string {
  return `general: {
  configs_folder = "${dir}"
  plugins_folder = "${libraryDir}/plugins"
  transports_folder = "${libraryDir}/transports"
  events_folder = "${dir}"
  loggers_folder = "${dir}"
  debug_level = 2
  session_timeout = 0
}
certificates: {
  cert_pem = "${certificatePath}"
  cert_key = "${keyPath}"
}
media: { }
nat: {
  ice_lite = true
  ice_enforce_list = "${address}"
}
plugins: { disable = "${list(otherPlugins)}" }
transports: { disable = "${list(otherTransports)}" }
`;
}

export function buildSocketSettings(port: number): string {
  return `general: {
  json = "compact"
  ws = true
  ws_port = ${port}
  ws_ip = "127.0.0.1"
  wss = false
}
admin: { admin_ws = false }
`;
}

const otherPlugins = "audiobridge duktape echotest lua nosip recordplay sip streaming textroom videocall voicemail".split(" ");
const otherTransports = "http mqtt nanomsg pfunix rabbitmq".split(" ");

const list = (names: readonly string[]): string => names.map((name) => `libjanus_${name}.so`).join(",");
