import type { ConversationId } from "@veche/collab-domain/conversations";
import type { UserId } from "@veche/collab-domain/directory";
import { watch } from "@veche/collab-domain/presence";
import type { Presence } from "@veche/collab-domain/presence";
import type { Call } from "./caller.ts";
import { observeLooking } from "./looking.ts";

const settleMs = 150;

/**
 * Tells the server what is on the screen, so that presence, typing and read marks come for that and nothing else. Conversations that nobody
 * looks at, as in a hidden tab or with nobody at the table, are not on the screen: their messages notify other devices.
 */
export class Watch {
  readonly #call: Call;
  readonly #onPresences: (presences: readonly Presence[]) => void;
  readonly #users = new Map<UserId, number>();
  readonly #conversations = new Map<ConversationId, number>();
  readonly #looking = observeLooking(() => this.#conversations.size > 0 && this.renew());
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(call: Call, onPresences: (presences: readonly Presence[]) => void) {
    this.#call = call;
    this.#onPresences = onPresences;
  }

  /** @returns ends the watching */
  watchUser(userId: UserId): () => void {
    return this.#count(this.#users, userId);
  }

  /** @returns ends the watching */
  watchConversation(conversationId: ConversationId): () => void {
    return this.#count(this.#conversations, conversationId);
  }

  /** A new connection knows nothing of what the last one watched. */
  renew(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#send(), settleMs);
  }

  stop(): void {
    this.#looking.stop();
    clearTimeout(this.#timer);
  }

  #count<Key>(counts: Map<Key, number>, key: Key): () => void {
    const count = counts.get(key) ?? 0;
    counts.set(key, count + 1);
    if (count === 0) this.renew();
    return () => {
      const left = (counts.get(key) ?? 1) - 1;
      if (left > 0) counts.set(key, left);
      else if (counts.delete(key)) this.renew();
    };
  }

  async #send(): Promise<void> {
    const conversationIds = this.#looking.isLooking() ? [...this.#conversations.keys()].slice(-20) : [];
    const input = { userIds: [...this.#users.keys()].slice(-500), conversationIds };
    const answer = await this.#call(watch, input).catch(() => null);
    if (answer) this.#onPresences(answer.presences);
  }
}
