import type { ConversationId } from "@veche/collab-domain/conversations";
import type { Attachment } from "@veche/collab-domain/files";
import { postMessage } from "@veche/collab-domain/messages";
import type { Message, MessageId } from "@veche/collab-domain/messages";
import { AppError, newId } from "@veche/kernel";
import type { RouteInput } from "@veche/kernel";
import { isPassing } from "./access.ts";
import type { Call } from "./caller.ts";
import type { KeptMessage, OutboxStore } from "./outbox-store.ts";
import { createWritable } from "./readable.ts";
import type { Readable, Writable } from "./readable.ts";

/** What a person wants to say. */
export interface Draft {
  readonly text: string;
  readonly replyTo?: Message | undefined;
  readonly attachments?: readonly Attachment[] | undefined;
}

/** A message that is not yet acknowledged. */
export interface PendingMessage extends Draft {
  readonly id: MessageId;
  readonly createdAt: string;
  /** waiting: no connection, goes by itself · failed: the server refused, the text is kept */
  readonly state: "sending" | "waiting" | "failed";
  readonly error: AppError | null;
}

const retryMs = 2_000;

/**
 * What I wrote into one conversation and the server has not acknowledged. Sent one after another, so the order is mine;
 * always with the same id, so an unknown outcome makes no second message. With a store it outlives the page.
 */
export class Outbox {
  readonly #call: Call;
  readonly #conversationId: ConversationId;
  readonly #onPosted: (message: Message) => void;
  readonly #store: OutboxStore | undefined;
  readonly #pending: Writable<readonly PendingMessage[]>;
  #isSending = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(call: Call, conversationId: ConversationId, onPosted: (message: Message) => void, store?: OutboxStore) {
    this.#call = call;
    this.#conversationId = conversationId;
    this.#onPosted = onPosted;
    this.#store = store;
    const kept = store?.list(conversationId) ?? [];
    this.#pending = createWritable<readonly PendingMessage[]>(kept.map(toWaiting));
  }

  get pending(): Readable<readonly PendingMessage[]> {
    return this.#pending;
  }

  add(draft: Draft): void {
    const id = newId<"Message">();
    const createdAt = new Date().toISOString();
    this.#store?.put(this.#conversationId, { ...draft, id, createdAt });
    this.#pending.update((pending) => {
      const state = pending.some((message) => message.state === "waiting") ? "waiting" : "sending";
      return [...pending, { ...draft, id, createdAt, state, error: null }];
    });
    void this.flush();
  }

  /** After `failed`: once more, with the same id. */
  retry(id: MessageId): void {
    this.#set(id, { state: "sending", error: null });
    void this.flush();
  }

  /** @returns what was written, to be put back into the composer */
  discard(id: MessageId): Draft | null {
    const message = this.#pending.getSnapshot().find((pending) => pending.id === id) ?? null;
    this.acknowledge(id);
    return message;
  }

  /** The message has been seen among the posted ones. */
  acknowledge(id: string): void {
    if (!this.#pending.getSnapshot().some((message) => message.id === id)) return;
    this.#store?.remove(this.#conversationId, id as MessageId);
    this.#pending.update((pending) => pending.filter((message) => message.id !== id));
  }

  /** Sends what waits; called when a connection comes. */
  async flush(): Promise<void> {
    if (this.#isSending) return;
    this.#isSending = true;
    clearTimeout(this.#timer);
    let next = this.#next();
    while (next && (await this.#send(next))) next = this.#next();
    this.#isSending = false;
  }

  #next(): PendingMessage | undefined {
    return this.#pending.getSnapshot().find((message) => message.state !== "failed");
  }

  /** @returns whether the next one may go */
  async #send(message: PendingMessage): Promise<boolean> {
    try {
      const posted = await this.#call(postMessage, toInput(this.#conversationId, message));
      this.#onPosted(posted);
      this.acknowledge(message.id);
      return true;
    } catch (error) {
      if (!isPassing(error)) {
        const isGone = error instanceof AppError && error.code === "not_found";
        if (isGone) this.#store?.remove(this.#conversationId, message.id);
        this.#set(message.id, {
          state: "failed",
          error: error instanceof AppError ? error : new AppError("internal", {}, { cause: error }),
        });
        return true;
      }
      this.#waitAll();
      this.#timer = setTimeout(() => void this.flush(), retryMs);
      return false;
    }
  }

  /** What does not go keeps all behind it. */
  #waitAll(): void {
    this.#pending.update((pending) =>
      pending.map((message) => (message.state === "sending" ? { ...message, state: "waiting" as const } : message)),
    );
  }

  #set(id: MessageId, change: Pick<PendingMessage, "state" | "error">): void {
    this.#pending.update((pending) => pending.map((message) => (message.id === id ? { ...message, ...change } : message)));
  }
}

function toWaiting(message: KeptMessage): PendingMessage {
  return { ...message, state: "waiting", error: null };
}

function toInput(conversationId: ConversationId, message: PendingMessage): RouteInput<typeof postMessage> {
  const { id, text, replyTo, attachments } = message;
  return {
    conversationId,
    id,
    text,
    ...(replyTo ? { replyToSeq: replyTo.seq } : {}),
    fileIds: (attachments ?? []).map((file) => file.fileId),
  };
}
