import type { PeerName } from "../options.ts";
import { requireEjabberd } from "./ejabberd.ts";
import type { Peer } from "./peer.ts";
import { requireProsody } from "./prosody.ts";

export { PeerMissingError } from "./peer.ts";

/** @throws PeerMissingError with a sentence for the person */
export function requirePeer(name: PeerName): Promise<Peer> {
  return name === "ejabberd" ? requireEjabberd() : requireProsody();
}
