import type { ConversationHead } from "@veche/collab-domain/conversations";
import { forwardMessages, maxForwardCount, postMessage } from "@veche/collab-domain/messages";
import type { Message, MessageId } from "@veche/collab-domain/messages";
import type { Call } from "@veche/collab-sdk/browser";
import { newId } from "@veche/kernel";

/** Sends messages to conversations. Keeps the ids of the copies, so that trying again makes no second ones. */
export class Forwarding {
  readonly #call: Call;
  readonly #messages: readonly Message[];
  readonly #ids = new Map<string, MessageId>();

  /** @param messages in the order in which they are to stand */
  constructor(call: Call, messages: readonly Message[]) {
    this.#call = call;
    this.#messages = messages;
  }

  /** @param comment stands before the copies; may be empty @throws AppError */
  async send({ id: conversationId }: ConversationHead, comment: string): Promise<void> {
    if (comment !== "") await this.#call(postMessage, { conversationId, id: this.#idOf(`${conversationId} ${comment}`), text: comment });
    for (let start = 0; start < this.#messages.length; start += maxForwardCount) {
      const part = this.#messages.slice(start, start + maxForwardCount);
      const forwards = part.map(({ id: messageId }) => ({ id: this.#idOf(`${conversationId} ${messageId}`), messageId }));
      await this.#call(forwardMessages, { conversationId, forwards });
    }
  }

  #idOf(key: string): MessageId {
    const id = this.#ids.get(key) ?? newId<"Message">();
    this.#ids.set(key, id);
    return id;
  }
}
