import { canDo } from "@veche/office-domain/access";
import { settle } from "@veche/office-domain/collaboration";
import type { Connection } from "@veche/office-domain/collaboration";
import type { Actor, Db } from "../context.ts";
import { countActivePeople, listHolders } from "../directory/index.ts";
import type { Link } from "./link.ts";
import { loadConnection } from "./store.ts";
import type { ConnectionRecord } from "./store.ts";

/** The connection as this person may see it; never with the key. */
export async function viewConnection(link: Link, db: Db, actor: Actor): Promise<Connection> {
  const record = await loadConnection(db);
  const mayConnect = canDo(actor, "services.connect");
  const state = link.stateOf(record, mayConnect);
  const { connecting } = record;
  return {
    state,
    serverUrl: record.serverUrl,
    email: mayConnect ? record.email : null,
    applicationName: record.applicationName,
    pending: state === "waitingForCode" ? pendingOf(link, record) : null,
    registeredAt: connecting.phase === "registered" ? connecting.registeredAt : null,
    lastSyncedAt: record.lastSyncedAt?.toISOString() ?? null,
    mirrored: record.userCount === null ? null : { userCount: record.userCount, groupCount: record.groupCount ?? 0 },
    activeUserCount: await countActivePeople(db),
    administrators: (await listHolders(db, "services.connect")).map(({ fullName }) => fullName),
    can: { connect: mayConnect, disconnect: mayConnect },
  };
}

function pendingOf(link: Link, record: ConnectionRecord): Connection["pending"] {
  const { installationId, now } = link.options;
  const settled = settle(record.connecting, { installationId, nowMs: now().getTime() });
  if (settled.phase !== "waitingForCode") return null;
  const { expiresAt, resendAt, attemptsLeft } = settled.code;
  return { expiresAt, resendAt, attemptsLeft };
}
