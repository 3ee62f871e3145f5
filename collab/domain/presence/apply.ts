import type { PresenceEvent } from "./events.ts";
import type { Presence } from "./types.ts";

/** The next state of the people on the screen; others' news and typing change nothing. @returns the very same list when nothing changes */
export function applyPresenceEvent(presences: readonly Presence[], event: PresenceEvent): readonly Presence[] {
  if (event.type !== "presence.changed") return presences;
  const index = presences.findIndex((presence) => presence.userId === event.presence.userId);
  return index < 0 ? presences : presences.with(index, event.presence);
}
