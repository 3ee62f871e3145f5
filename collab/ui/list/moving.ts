import type { ConversationHead, ConversationId } from "@veche/collab-domain/conversations";

/** @param heads as they stand in the list */
export function listPinned(heads: readonly ConversationHead[]): ConversationId[] {
  return heads.filter((head) => head.my.isPinned).map((head) => head.id);
}

/** @returns the ids with one of them moved by a place; null when it has nowhere to go */
export function swapBeside<Id>(ids: readonly Id[], id: Id, step: 1 | -1): Id[] | null {
  const place = ids.indexOf(id);
  const other = ids[place + step];
  return place < 0 || other === undefined ? null : ids.with(place, other).with(place + step, id);
}

/** @param heads as they stand in the list @returns ids of the pinned ones with one of them moved; null when it has nowhere to go */
export function movePinned(heads: readonly ConversationHead[], id: ConversationId, step: 1 | -1): ConversationId[] | null {
  return swapBeside(listPinned(heads), id, step);
}
