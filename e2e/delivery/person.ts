import type { ConversationId } from "@veche/collab-domain/conversations";
import { getConversation } from "@veche/collab-domain/conversations";
import type { UserId } from "@veche/collab-domain/directory";
import type { Attachment } from "@veche/collab-domain/files";
import { addReaction, deleteMessage, editMessage, listMessages, type Message } from "@veche/collab-domain/messages";
import { openCollab, type Access, type Collab, type PendingMessage, type Timeline } from "@veche/collab-sdk/browser";
import { AppError } from "@veche/kernel";
import type { Passage } from "./passage.ts";
import type { Random } from "./random.ts";
import type { View } from "./verdict.ts";

const emoji = ["👍", "❤️", "🎉", "👀"];
const reachableBack = 20;
const pageSize = 200;
const largestFileBytes = 60_000;
/** A paused server is waited for; a dead connection is found by the probe of a quiet program. */
const patience = { callMs: 5_000, probeMs: 25_000 };

/** What all people of a check write down together. */
export class Notes {
  readonly sent = new Map<string, string>();
  readonly acknowledged = new Set<string>();
  readonly confirmedChanges = new Map<string, number>();
  readonly seen = new Map<UserId, Map<string, number>>();
  /** what no server should answer */
  readonly refusals: string[] = [];
  #saidCount = 0;

  /** @returns a text nobody has said before */
  makeText(length: number): string {
    this.#saidCount += 1;
    return `Сказано ${this.#saidCount}. `.padEnd(length, "и так далее ");
  }
}

/** Somebody with the program open: writes, changes, reads, and comes back after every fault by the SDK's own means. */
export class Person {
  readonly userId: UserId;
  readonly passage: Passage;
  readonly #collab: Collab;
  readonly #timelines: readonly Timeline[];
  readonly #notes: Notes;
  readonly #pending = new Map<Timeline, readonly PendingMessage[]>();
  #changingCount = 0;

  constructor(
    who: { readonly userId: UserId; readonly passage: Passage; readonly getAccess: () => Promise<Access> },
    conversationIds: readonly ConversationId[],
    notes: Notes,
  ) {
    this.userId = who.userId;
    this.passage = who.passage;
    this.#notes = notes;
    this.#collab = openCollab({ url: who.passage.url, getAccess: who.getAccess, patience });
    this.#collab.onEvent((event) => event.type === "message.posted" && this.#see(event.message));
    this.#timelines = conversationIds.map((id) => this.#collab.timeline(id));
    for (const timeline of this.#timelines) {
      timeline.state.subscribe(() => this.#watch(timeline));
      timeline.open();
    }
  }

  /** Nothing of mine is under way and I am connected. */
  get isAtRest(): boolean {
    return this.#pendingCount === 0 && this.#changingCount === 0 && this.#collab.status.getSnapshot() === "online";
  }

  /** What keeps me from resting, in words. */
  describe(): string {
    return `${this.#collab.status.getSnapshot()}, ${this.#pendingCount} unsent, ${this.#changingCount} changes under way`;
  }

  get #pendingCount(): number {
    return this.#timelines.reduce((sum, { state }) => sum + state.getSnapshot().pending.length, 0);
  }

  /** One thing a person does, by chance. @param length of a text, in characters */
  act(random: Random, length: number): void {
    const timeline = random.pick(this.#timelines);
    const { messages } = timeline.state.getSnapshot();
    const chance = random.next();
    if (chance < 0.55 || messages.length === 0) return this.#say(timeline, this.#notes.makeText(length));
    if (chance < 0.6) return this.#sayWithFile(timeline, random);
    const message = random.pick(messages.slice(-reachableBack));
    const place = { conversationId: timeline.conversationId, seq: message.seq };
    const isMine = message.authorId === this.userId && message.deletedAt === null;
    if (chance < 0.75) return timeline.markRead(message.seq);
    if (chance < 0.9 || !isMine) return this.#change(() => this.#collab.call(addReaction, { ...place, emoji: random.pick(emoji) }));
    if (chance < 0.97) return this.#change(() => this.#collab.call(editMessage, { ...place, text: this.#notes.makeText(length) }));
    return this.#change(() => this.#collab.call(deleteMessage, place));
  }

  /** Everything of a conversation, asked anew. */
  async readAll(conversationId: ConversationId): Promise<readonly Message[]> {
    const messages: Message[] = [];
    for (;;) {
      const before = messages[0] ? { before: messages[0].seq } : {};
      const page = await this.#collab.call(listMessages, { conversationId, limit: pageSize, ...before });
      messages.unshift(...page.items);
      if (!page.hasBefore || page.items.length === 0) return messages;
    }
  }

  /** What the program shows, beside what the server says anew. */
  async view(): Promise<readonly View[]> {
    return Promise.all(
      this.#timelines.map(async ({ conversationId, state }) => {
        const freshHead = await this.#collab.call(getConversation, { conversationId });
        const { messages, hasAfter } = state.getSnapshot();
        return {
          userId: this.userId,
          shown: messages,
          hasAfter,
          head: this.#collab.list.head(conversationId).getSnapshot(),
          freshHead,
        };
      }),
    );
  }

  close(): void {
    this.#collab.stop();
  }

  #say(timeline: Timeline, text: string, attachments: readonly Attachment[] = []): void {
    timeline.send({ text, attachments });
    const pending = timeline.state.getSnapshot().pending.find((message) => message.text === text);
    if (pending) this.#notes.sent.set(pending.id, text);
  }

  /** What cannot be uploaded now is said without it. */
  #sayWithFile(timeline: Timeline, random: Random): void {
    const text = this.#notes.makeText(0);
    const bytes = new Uint8Array(random.between(1, largestFileBytes)).fill(random.between(0, 255));
    const { state, cancel } = this.#collab.files.upload(new File([bytes], "вложение.bin"));
    this.#changingCount += 1;
    const stop = state.subscribe(() => {
      const { status, attachment, error } = state.getSnapshot();
      if (status !== "done" && status !== "failed") return;
      stop();
      this.#changingCount -= 1;
      if (status === "failed") this.#judgeRefusal(error);
      if (status === "failed") cancel();
      this.#say(timeline, text, attachment ? [attachment] : []);
    });
  }

  /** A change whose answer is lost may have been made or not: only a confirmed one is written down. */
  #change(call: () => Promise<Message>): void {
    this.#changingCount += 1;
    call()
      .then(({ id, changeSeq }) => {
        const known = this.#notes.confirmedChanges.get(id) ?? 0;
        this.#notes.confirmedChanges.set(id, Math.max(known, changeSeq));
      })
      .catch((error: unknown) => this.#judgeRefusal(error))
      .finally(() => (this.#changingCount -= 1));
  }

  #judgeRefusal(error: unknown): void {
    const isExpected = error instanceof AppError && expectedCodes.has(error.code);
    if (!isExpected) this.#notes.refusals.push(String(error instanceof AppError ? error.code : error));
  }

  #watch(timeline: Timeline): void {
    const { messages, pending } = timeline.state.getSnapshot();
    const before = this.#pending.get(timeline) ?? [];
    this.#pending.set(timeline, pending);
    for (const { id } of before) if (!pending.some((message) => message.id === id)) this.#notes.acknowledged.add(id);
    for (const { state, error } of pending) if (state === "failed") this.#judgeRefusal(error);
    for (const message of messages.slice(-reachableBack)) this.#see(message);
  }

  #see({ id, seq }: Message): void {
    const mine = this.#notes.seen.get(this.userId) ?? new Map<string, number>();
    this.#notes.seen.set(this.userId, mine);
    if (!mine.has(id)) mine.set(id, seq);
  }
}

/** the network or the server went away · somebody was quicker · the disk was filled */
const expectedCodes = new Set<string>([
  "server_unreachable",
  "unavailable",
  "internal",
  "bad_gateway",
  "not_found",
  "forbidden",
  "insufficient_storage",
]);
