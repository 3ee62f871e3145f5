import { UsageError, type PeerName } from "../options.ts";
import { requireEjabberd } from "./ejabberd.ts";
import type { Peer } from "./peer.ts";
import { requireProsody } from "./prosody.ts";

export { makeOwnedDir, requireAccount, writeOwnedFile } from "./account.ts";
export { readVersion, requirePackages } from "./packages.ts";
export { PeerMissingError } from "./peer.ts";
export { findFreePort, waitForPort } from "./ports.ts";
export { startProgram } from "./program.ts";

/** @throws PeerMissingError with a sentence for the person, UsageError when it is none for messages */
export function requirePeer(name: PeerName): Promise<Peer> {
  if (name === "janus") throw new UsageError("Janus carries sound and picture, no messages: it stands beside ours in the benchmark sfu.");
  return name === "ejabberd" ? requireEjabberd() : requireProsody();
}
