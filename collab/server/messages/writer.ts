import type { ConversationId } from "@veche/collab-domain/conversations";
import type { Attachment } from "@veche/collab-domain/files";
import { toReplyQuote, type Mention, type Message, type MessageId } from "@veche/collab-domain/messages";
import type { ApplicationId } from "@veche/collab-domain/tenants";
import { AppError } from "@veche/kernel";
import type { PostedRow, PostItem } from "./post-store.ts";

const maxFlushCount = 500;
const maxQueueCount = 20_000;
const maxAttemptCount = 4;

/** A message that may be written if its author sees the conversation. */
export interface Draft extends PostItem {
  readonly mentions: readonly Mention[];
  readonly attachments: readonly Attachment[];
}

/** A message that is on disk from now on. */
export interface PostedMessage {
  readonly applicationId: ApplicationId;
  readonly conversationId: ConversationId;
  readonly audienceVersion: number;
  readonly message: Message;
  readonly hasJoined: boolean;
}

export interface WriterParts {
  /** something broke that should not: the writer goes on with what comes next */
  handleFault(error: unknown): void;
  now(): Date;
  /** one committed statement */
  write(items: readonly PostItem[], now: Date): Promise<readonly PostedRow[]>;
  /** a message that was posted before, in its present state, as its author sees it */
  findMessage(draft: PostItem, seq: number): Promise<Message | undefined>;
  /** after the commit, once for each flush, before anybody is answered */
  announce(posted: readonly PostedMessage[]): Promise<void>;
}

interface Pending {
  readonly draft: Draft;
  readonly promise: Promise<Message>;
  resolve(message: Message): void;
  reject(error: unknown): void;
}

/**
 * Writes messages in groups: what arrived while the last flush was on its way goes in the next one; one flush is under way at a time.
 * Each message is answered by itself, and only after the commit.
 */
export class MessageWriter {
  readonly #parts: WriterParts;
  readonly #queue: Pending[] = [];
  /** what is queued or under way, by its id: a repeated call waits for the first */
  readonly #waiting = new Map<string, Pending>();
  #running: Promise<void> | undefined;

  constructor(parts: WriterParts) {
    this.#parts = parts;
  }

  /**
   * @throws AppError not_found when the author does not see the conversation; forbidden when he may not write there; invalid (field id) when the id belongs to another message;
   * unavailable when too much is waiting or the outcome is not known: the same call again is safe
   */
  post(draft: Draft): Promise<Message> {
    const key = `${draft.applicationId} ${draft.id}`;
    const same = this.#waiting.get(key);
    if (same) return isRepetition(same.draft, draft.authorId, draft.conversationId) ? same.promise : Promise.reject(idIsTaken());
    if (this.#queue.length >= maxQueueCount) return Promise.reject(new AppError("unavailable", { reason: "overloaded" }));
    const { promise, resolve, reject } = Promise.withResolvers<Message>();
    const pending = { draft, promise, resolve, reject };
    this.#waiting.set(key, pending);
    this.#queue.push(pending);
    this.#running ??= this.#run();
    return promise;
  }

  /** Waits until everything that was accepted is written and answered. */
  async drain(): Promise<void> {
    while (this.#running) await this.#running;
  }

  async #run(): Promise<void> {
    // everything that arrives in this turn of the event loop belongs to the flush
    await new Promise((resolve) => setImmediate(resolve));
    while (this.#queue.length > 0) await this.#flush(this.#queue.splice(0, maxFlushCount));
    this.#running = undefined;
  }

  async #flush(batch: readonly Pending[]): Promise<void> {
    try {
      const now = this.#parts.now();
      const rows = await this.#write(batch, now);
      if (rows) await this.#settle(batch, rows, now);
    } catch (error) {
      // who was answered already hears nothing of it
      for (const { reject } of batch) reject(toFailure("broken", error));
      this.#parts.handleFault(error);
    }
    for (const { draft } of batch) this.#waiting.delete(`${draft.applicationId} ${draft.id}`);
  }

  /** @returns undefined when everybody of the batch was answered already */
  async #write(batch: readonly Pending[], now: Date): Promise<readonly PostedRow[] | undefined> {
    const items = batch.map((pending) => pending.draft);
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#parts.write(items, now);
      } catch (error) {
        const kind = classify(error);
        if (kind === "collision" && attempt < maxAttemptCount) continue;
        if (kind === "badInput" && batch.length > 1) await this.#flushHalves(batch);
        else for (const { reject } of batch) reject(toFailure(kind, error));
        return undefined;
      }
    }
  }

  async #flushHalves(batch: readonly Pending[]): Promise<void> {
    const middle = Math.ceil(batch.length / 2);
    for (const half of [batch.slice(0, middle), batch.slice(middle)]) await this.#flush(half);
  }

  async #settle(batch: readonly Pending[], rows: readonly PostedRow[], now: Date): Promise<void> {
    const createdAt = now.toISOString();
    const byPlace = new Map(rows.map((row) => [row.place, row]));
    const posted: PostedMessage[] = [];
    const answers: (() => void)[] = [];
    for (const [place, pending] of batch.entries()) {
      const row = byPlace.get(place);
      if (!row) answers.push(() => pending.reject(new AppError("not_found")));
      else if (row.outcome === "forbidden")
        answers.push(() => pending.reject(new AppError("forbidden", { permission: "conversation.post" })));
      else if (row.outcome === "taken") answers.push(() => void this.#answerRepetition(pending, row));
      else {
        const message = toMessage(pending.draft, row, createdAt);
        const { applicationId, conversationId } = pending.draft;
        posted.push({ applicationId, conversationId, audienceVersion: row.audienceVersion, message, hasJoined: row.hasJoined });
        answers.push(() => pending.resolve(message));
      }
    }
    // what is committed is answered, whatever happens to the announcement: who misses an event catches up
    const announced = posted.length > 0 ? this.#parts.announce(posted) : Promise.resolve();
    await announced.finally(() => answers.forEach((answer) => answer()));
  }

  async #answerRepetition(pending: Pending, row: PostedRow): Promise<void> {
    const { draft } = pending;
    if (row.presentConversationId !== draft.conversationId || row.presentAuthorId !== draft.authorId) return pending.reject(idIsTaken());
    try {
      const message = await this.#parts.findMessage(draft, row.seq);
      if (message) pending.resolve(message);
      else pending.reject(new AppError("not_found"));
    } catch (error) {
      pending.reject(error);
    }
  }
}

function toMessage(draft: Draft, row: PostedRow, createdAt: string): Message {
  return {
    id: draft.id as MessageId,
    conversationId: draft.conversationId,
    seq: row.seq,
    changeSeq: row.changeSeq,
    authorId: draft.authorId,
    text: draft.text,
    note: null,
    mentions: [...draft.mentions],
    replyTo: row.replyText === null ? null : toQuote(draft.replyToSeq!, row),
    forwardedFrom: draft.forwardedFrom,
    attachments: [...draft.attachments],
    reactions: [],
    pin: null,
    createdAt,
    editedAt: null,
    deletedAt: null,
  };
}

function toQuote(seq: number, row: PostedRow): Message["replyTo"] {
  const deletedAt = row.isReplyDeleted ? "deleted" : null;
  return toReplyQuote({ seq, authorId: row.replyAuthorId, text: row.replyText ?? "", deletedAt });
}

function isRepetition(draft: Draft, authorId: string, conversationId: string): boolean {
  return draft.authorId === authorId && draft.conversationId === conversationId;
}

const idIsTaken = (): AppError => new AppError("invalid", { field: "id", reason: "taken" });

/** collision: another transaction was in the way · badInput: the database refuses a value · broken: whether it was written is not known */
type Failure = "collision" | "badInput" | "broken";

/** @see PostgreSQL, Appendix A, Error Codes */
function classify(error: unknown): Failure {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (["23505", "40001", "40P01"].includes(code)) return "collision";
  return /^(22|23)/.test(code) ? "badInput" : "broken";
}

function toFailure(failure: Failure, cause: unknown): AppError {
  return failure === "badInput" ? new AppError("invalid", { field: "text" }, { cause }) : new AppError("unavailable", {}, { cause });
}
