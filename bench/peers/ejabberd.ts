import { must } from "@veche/kernel";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { listTree } from "../measures/index.ts";
import { makeTemporaryDir } from "../temporary.ts";
import { makeOwnedDir, requireAccount, writeOwnedFile } from "./account.ts";
import { buildEjabberdSettings, buildNodeSettings } from "./ejabberd-settings.ts";
import { requirePackages, readVersion } from "./packages.ts";
import { nameRooms, type Peer } from "./peer.ts";
import { findFreePort, waitForPort } from "./ports.ts";
import { startPeerPostgres } from "./postgres.ts";
import { startProgram } from "./program.ts";

const packages = ["ejabberd", "erlang-p1-pgsql", "postgresql-15"];
const schemaPath = "/usr/share/ejabberd/sql/pg.sql";
const settlingMs = 3_000;

const notes = [
  "ejabberd keeps the archive of its rooms in PostgreSQL and delivers a message when it is committed, as ours.",
  "It is favoured: no TLS, passwords that nobody checks, no presences in rooms, no rights, no read marks.",
];

/** @throws PeerMissingError */
export async function requireEjabberd(): Promise<Peer> {
  requirePackages(packages);
  return { notes, start: startEjabberd };
}

const startEjabberd: Peer["start"] = async (closing, roomCount, memberCount) => {
  const account = requireAccount("ejabberd");
  const dir = makeTemporaryDir(closing);
  const postgres = await startPeerPostgres(closing, dir, schemaPath);
  const ownDir = makeOwnedDir(join(dir, "ejabberd"), account);
  const [port, nodePort] = [await findFreePort(), await findFreePort()];
  const settingsPath = writeOwnedFile(join(ownDir, "ejabberd.yml"), buildEjabberdSettings(port, postgres), account);
  const nodePath = writeOwnedFile(join(ownDir, "ejabberdctl.cfg"), buildNodeSettings(nodePort), account);
  const places = ["--config-dir", ownDir, "--config", settingsPath, "--ctl-config", nodePath, "--spool", ownDir, "--logs", ownDir];
  const pid = await startProgram(closing, {
    path: "/usr/sbin/ejabberdctl",
    args: [...places, "foreground"],
    account,
    dir: ownDir,
    logPath: join(dir, "ejabberd.log"),
    chooseServer: findErlang,
  });
  await waitForPort(port);
  return {
    software: `ejabberd ${readVersion("ejabberd")}, PostgreSQL ${readVersion("postgresql-15")}`,
    protocol: "xmpp",
    port,
    serverPid: findErlang(listTree(pid)),
    pids: [pid, postgres.pid],
    settle: () => pause(settlingMs),
    rooms: nameRooms(roomCount, memberCount),
  };
};

/** The script that starts it waits for Erlang. */
function findErlang(pids: readonly number[]): number {
  return must(
    pids.find((pid) => readFileSync(`/proc/${pid}/comm`, "utf8").startsWith("beam")),
    "ejabberd has ended",
  );
}
