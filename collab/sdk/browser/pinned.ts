import type { ConversationId } from "@veche/collab-domain/conversations";
import { applyToPinned, listPinnedMessages } from "@veche/collab-domain/messages";
import type { Message } from "@veche/collab-domain/messages";
import type { Call } from "./caller.ts";
import { createWritable } from "./readable.ts";
import type { Readable } from "./readable.ts";

/** The pinned messages of one conversation: as they were read, and every change since. */
export class PinnedMessages {
  readonly #call: Call;
  readonly #conversationId: ConversationId;
  readonly #state = createWritable<readonly Message[]>([]);
  /** what came while the list was on its way, of each reading */
  readonly #late = new Set<Message[]>();

  constructor(call: Call, conversationId: ConversationId) {
    this.#call = call;
    this.#conversationId = conversationId;
  }

  /** pinned last first; empty until read */
  get state(): Readable<readonly Message[]> {
    return this.#state;
  }

  /** Takes them as they are now: what the live channel lost comes this way. Never fails: the present ones stay until the next time. */
  async load(): Promise<void> {
    const late: Message[] = [];
    this.#late.add(late);
    try {
      const { items } = await this.#call(listPinnedMessages, { conversationId: this.#conversationId });
      this.#state.set(late.reduce<readonly Message[]>(applyToPinned, items));
    } catch {
      // catching up asks again
    } finally {
      this.#late.delete(late);
    }
  }

  /** A message of the conversation came or changed. */
  take(message: Message): void {
    for (const late of this.#late) late.push(message);
    this.#state.update((pinned) => applyToPinned(pinned, message));
  }

  /** I may not see the conversation any more. */
  clear(): void {
    this.#state.set([]);
  }
}
