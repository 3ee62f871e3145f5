import { DataPacket } from "@livekit/protocol";
import type { Participant } from "./participant.ts";

/** @returns undefined for what is no packet of the protocol */
export function parseDataPacket(message: Uint8Array): DataPacket | undefined {
  try {
    return DataPacket.fromBinary(message);
  } catch {
    return undefined;
  }
}

/** Writes in who really sent it. */
export function stampData(packet: DataPacket, { identity, sid }: Participant): void {
  packet.participantIdentity = identity;
  packet.participantSid = sid;
  if (packet.value.case !== "user") return;
  packet.value.value.participantIdentity = identity;
  packet.value.value.participantSid = sid;
}

/** Those for whom a packet is meant. Older clients name them inside, newer ones outside. */
export function routeData(packet: DataPacket, participants: readonly Participant[]): Participant[] {
  const inner = packet.value.case === "user" ? packet.value.value : undefined;
  const identities = new Set([...packet.destinationIdentities, ...(inner?.destinationIdentities ?? [])]);
  const sids = new Set(inner?.destinationSids);
  if (identities.size === 0 && sids.size === 0) return [...participants];
  return participants.filter(({ identity, sid }) => identities.has(identity) || sids.has(sid));
}
