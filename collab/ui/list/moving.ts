import type { ConversationHead, ConversationId } from "@veche/collab-domain/conversations";

/** @param heads as they stand in the list */
export function listPinned(heads: readonly ConversationHead[]): ConversationId[] {
  return heads.filter((head) => head.my.isPinned).map((head) => head.id);
}

/** @param heads as they stand in the list @returns ids of the pinned ones with one of them moved; null when it has nowhere to go */
export function movePinned(heads: readonly ConversationHead[], id: ConversationId, step: 1 | -1): ConversationId[] | null {
  const ids = listPinned(heads);
  const place = ids.indexOf(id);
  const other = ids[place + step];
  if (place < 0 || other === undefined) return null;
  return ids.with(place, other).with(place + step, id);
}
