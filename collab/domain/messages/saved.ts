import type { MessageEvent, SavedMessageEvent } from "./events.ts";
import type { SavedPlace } from "./types.ts";

/**
 * Where what I keep stands, after something happened: what is deleted is kept by nobody.
 * @param places saved last first @returns in the same order, or the very same array when nothing changes
 */
export function applyToSaved(places: readonly SavedPlace[], event: MessageEvent | SavedMessageEvent): readonly SavedPlace[] {
  if (event.type !== "savedMessage.changed") return event.message.deletedAt === null ? places : withoutPlace(places, event.message);
  if (!event.isSaved) return withoutPlace(places, event.place);
  return isSavedAt(places, event.place) ? places : [event.place, ...places];
}

/** Whether a message is among those I keep. */
export function isSavedAt(places: readonly SavedPlace[], { conversationId, seq }: SavedPlace): boolean {
  return places.some((place) => place.conversationId === conversationId && place.seq === seq);
}

function withoutPlace(places: readonly SavedPlace[], gone: SavedPlace): readonly SavedPlace[] {
  if (!isSavedAt(places, gone)) return places;
  return places.filter(({ conversationId, seq }) => conversationId !== gone.conversationId || seq !== gone.seq);
}
