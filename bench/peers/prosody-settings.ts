/** `prosody.cfg.lua`: anybody gets in, rooms come into being when somebody enters, every message is archived without limits. */
export function buildProsodySettings(port: number, dir: string): string {
  return `run_as_root = false
pidfile = "${dir}/prosody.pid"
data_path = "${dir}"
log = { warn = "*console" }

network_backend = "epoll"
network_settings = { tcp_backlog = 4096 }
interfaces = { "127.0.0.1" }
c2s_ports = { ${port} }
s2s_ports = {}
http_ports = {}
https_ports = {}
modules_enabled = { "roster", "saslauth", "disco", "ping" }
modules_disabled = { "s2s", "limits", "tls", "offline" }

c2s_require_encryption = false
allow_unencrypted_plain_auth = true
authentication = "insecure"
insecure_open_authentication = "Yes please, I know what I'm doing!"

default_storage = "internal"
archive_expires_after = "never"
storage_archive_item_limit = 1000000000

VirtualHost "localhost"

Component "conference.localhost" "muc"
  modules_enabled = { "muc_mam" }
  restrict_room_creation = false
  muc_room_locking = false
  muc_log_by_default = true
  muc_log_all_rooms = true
  muc_log_presences = false
  muc_log_expires_after = "never"
  max_history_messages = 0
  muc_room_default_presence_broadcast = { visitor = false, participant = false, moderator = false }
`;
}
