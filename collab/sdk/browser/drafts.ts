import { maxDraftLength, saveDraft } from "@veche/collab-domain/conversations";
import type { ConversationId } from "@veche/collab-domain/conversations";
import type { Call } from "./caller.ts";
import type { DraftStore, TypedDraft } from "./draft-store.ts";
import type { LiveList } from "./list.ts";
import { createWritable } from "./readable.ts";
import type { Readable } from "./readable.ts";

/** What is typed is sent when the typing pauses for so long. */
const pauseMs = 800;

/**
 * What I begin to write, on all my devices. What is typed here stands at once and stays on this device until the server has it; of two
 * devices that one stays which typed last.
 */
export class LiveDrafts {
  readonly #call: Call;
  readonly #list: LiveList;
  readonly #store: DraftStore | undefined;
  /** not yet with the server */
  readonly #typed = createWritable<ReadonlyMap<ConversationId, TypedDraft>>(new Map());
  readonly #timers = new Map<ConversationId, ReturnType<typeof setTimeout>>();
  readonly #sending = new Set<ConversationId>();

  constructor(call: Call, list: LiveList, store?: DraftStore) {
    this.#call = call;
    this.#list = list;
    this.#store = store;
    if (store) this.#typed.set(store.list());
  }

  /** What stands in the field; empty when nothing. Changes when another device typed later, and never while something typed here waits. */
  text(conversationId: ConversationId): Readable<string> {
    const saved = this.#list.head(conversationId);
    const read = (): string => this.#typed.getSnapshot().get(conversationId)?.text ?? saved.getSnapshot()?.my.draft.text ?? "";
    return {
      getSnapshot: read,
      subscribe: (listener) => {
        const ends = [this.#typed.subscribe(listener), saved.subscribe(listener)];
        return () => ends.forEach((end) => end());
      },
    };
  }

  /** @param text empty when it was sent or thrown away */
  type(conversationId: ConversationId, text: string): void {
    this.#put(conversationId, { text, typedAtMs: Date.now() });
    // what was sent leaves the other devices at once
    this.#schedule(conversationId, text === "" ? 0 : pauseMs);
  }

  /** A connection is there: what waits goes out. */
  handleWelcome(): void {
    for (const conversationId of this.#typed.getSnapshot().keys()) this.#schedule(conversationId, 0);
  }

  stop(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
  }

  #put(conversationId: ConversationId, draft: TypedDraft | null): void {
    this.#store?.put(conversationId, draft);
    this.#typed.update((typed) => {
      const next = new Map(typed);
      if (draft) next.set(conversationId, draft);
      else next.delete(conversationId);
      return next;
    });
  }

  #schedule(conversationId: ConversationId, delayMs: number): void {
    clearTimeout(this.#timers.get(conversationId));
    this.#timers.set(
      conversationId,
      setTimeout(() => void this.#send(conversationId), delayMs),
    );
  }

  /** One at a time for each conversation; a failure waits for the next welcome or the next key. */
  async #send(conversationId: ConversationId): Promise<void> {
    const typed = this.#typed.getSnapshot().get(conversationId);
    if (!typed || typed.text.length > maxDraftLength) return;
    if (this.#sending.has(conversationId)) return this.#schedule(conversationId, pauseMs);
    this.#sending.add(conversationId);
    try {
      const ageMs = Math.max(0, Date.now() - typed.typedAtMs);
      const saved = await this.#call(saveDraft, { conversationId, text: typed.text, ageMs });
      this.#list.applyDraft(conversationId, saved);
      if (this.#typed.getSnapshot().get(conversationId) === typed) this.#put(conversationId, null);
    } catch {
      // No connection, or no right any more: it stays on this device.
    } finally {
      this.#sending.delete(conversationId);
    }
  }
}
