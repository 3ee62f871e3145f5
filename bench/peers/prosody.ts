import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { makeTemporaryDir } from "../temporary.ts";
import { makeOwnedDir, requireAccount, writeOwnedFile } from "./account.ts";
import { requirePackages, readVersion } from "./packages.ts";
import { nameRooms, type Peer } from "./peer.ts";
import { findFreePort, waitForPort } from "./ports.ts";
import { startProgram } from "./program.ts";
import { buildProsodySettings } from "./prosody-settings.ts";

const settlingMs = 3_000;

const notes = [
  "Prosody keeps the archive of its rooms in files and does not wait for the disk: what it has taken may be lost at a power cut.",
  "It is favoured: no TLS, passwords that nobody checks, no presences in rooms, no rights, no read marks.",
];

/** @throws PeerMissingError */
export async function requireProsody(): Promise<Peer> {
  requirePackages(["prosody"]);
  return { notes, start: startProsody };
}

const startProsody: Peer["start"] = async (closing, roomCount, memberCount) => {
  const account = requireAccount("prosody");
  const dir = makeTemporaryDir(closing);
  const ownDir = makeOwnedDir(join(dir, "prosody"), account);
  const port = await findFreePort();
  const settingsPath = writeOwnedFile(join(ownDir, "prosody.cfg.lua"), buildProsodySettings(port, ownDir), account);
  const pid = await startProgram(closing, {
    path: "/usr/bin/prosody",
    args: ["-F", "--config", settingsPath],
    account,
    dir: ownDir,
    logPath: join(dir, "prosody.log"),
  });
  await waitForPort(port);
  return {
    software: `Prosody ${readVersion("prosody")}`,
    protocol: "xmpp",
    port,
    serverPid: pid,
    pids: [pid],
    settle: () => pause(settlingMs),
    rooms: nameRooms(roomCount, memberCount),
  };
};
