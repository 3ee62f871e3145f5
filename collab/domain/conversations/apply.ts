import { computeAbilities } from "./policy.ts";
import type { Conversation, ConversationHead, ReadMark, SavedDraft } from "./types.ts";

/**
 * The shared part changed; what is mine stays, and what I may do follows. Settings never go back to an older state.
 * Numbers and preview of another moment stay as well: the messages themselves move them, and with them what is unread.
 */
export function applyConversation(head: ConversationHead, conversation: Conversation): ConversationHead {
  const isOfThisMoment = conversation.lastSeq === head.lastSeq && conversation.changeSeq >= head.changeSeq;
  const { settings, settingsVersion } = conversation.settingsVersion < head.settingsVersion ? head : conversation;
  const changed = {
    ...head,
    ...conversation,
    ...{ settings, settingsVersion },
    ...(isOfThisMoment ? {} : { lastSeq: head.lastSeq, changeSeq: head.changeSeq, lastMessage: head.lastMessage }),
  };
  const { kind, isManaged, my } = changed;
  return { ...changed, my: { ...my, can: computeAbilities({ kind, isManaged, settings, isMember: my.isMember, isOwner: my.isOwner }) } };
}

/**
 * Two states of one conversation come in any order: the newer stays.
 * @returns null when each knows something the other does not: ask anew
 */
export function chooseNewer(known: ConversationHead, arrived: ConversationHead): ConversationHead | null {
  if (arrived.changeSeq >= known.changeSeq && arrived.my.version >= known.my.version) return applyDraft(arrived, known.my.draft);
  return arrived.changeSeq <= known.changeSeq && arrived.my.version <= known.my.version ? applyDraft(known, arrived.my.draft) : null;
}

/** What I began to write changed; an older one changes nothing. */
export function applyDraft(head: ConversationHead, draft: SavedDraft): ConversationHead {
  return draft.version > head.my.draft.version ? { ...head, my: { ...head.my, draft } } : head;
}

/** My read mark moved. @returns null when its counts are of another moment than the rest: ask anew */
export function applyReadMark(head: ConversationHead, { lastSeq, ...mark }: ReadMark): ConversationHead | null {
  if (mark.version <= head.my.version) return head;
  return lastSeq === head.lastSeq ? { ...head, my: { ...head.my, ...mark } } : null;
}
