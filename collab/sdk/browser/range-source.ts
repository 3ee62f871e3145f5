import type { ConversationId } from "@veche/collab-domain/conversations";
import { listMessageChanges, listMessages, mergeChanges } from "@veche/collab-domain/messages";
import type { Message, MessageRange } from "@veche/collab-domain/messages";
import type { Call } from "./caller.ts";

/** How many messages a page has. */
export const pageSize = 50;
/** after a longer absence the newest page is taken instead of every change */
const maxCatchUpPages = 5;

/** Where the messages of a conversation come from: pages of them, and what changed since one looked. */
export class RangeSource {
  readonly #call: Call;
  readonly #conversationId: ConversationId;

  constructor(call: Call, conversationId: ConversationId) {
    this.#call = call;
    this.#conversationId = conversationId;
  }

  /** @param place by `seq`; without one the newest page */
  async list(place: { readonly before?: number; readonly after?: number; readonly around?: number }): Promise<MessageRange> {
    const page = await this.#call(listMessages, { conversationId: this.#conversationId, limit: pageSize, ...place });
    return { messages: page.items, hasBefore: page.hasBefore, hasAfter: page.hasAfter, changeSeq: page.changeSeq };
  }

  /**
   * Every change since the last one the range knows.
   * @param getRange asked when all changes are there: more may have come into it meanwhile
   * @returns the range as it is now; null when too much changed, or when the conversation has another past: take the newest page instead
   */
  async catchUp(getRange: () => MessageRange): Promise<MessageRange | null> {
    const changed: Message[] = [];
    let since = getRange().changeSeq;
    for (let page = 0; page < maxCatchUpPages; page += 1) {
      const answer = await this.#call(listMessageChanges, { conversationId: this.#conversationId, since, limit: 200 });
      const isOfAnotherPast = answer.changeSeq < since;
      if (isOfAnotherPast) return null;
      changed.push(...answer.items);
      since = answer.changeSeq;
      // only together: a new message that was changed later stands on a later page than those after it
      if (answer.isComplete) return mergeChanges(getRange(), changed, since);
    }
    return null;
  }
}
