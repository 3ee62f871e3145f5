import { listMembers } from "@veche/collab-domain/conversations";
import type { ConversationId } from "@veche/collab-domain/conversations";
import type { UserId } from "@veche/collab-domain/directory";
import type { CollabEvent } from "@veche/collab-domain/everything";
import {
  addReaction,
  applyToRange,
  deleteMessage,
  editMessage,
  joinRange,
  pinMessage,
  removeReaction,
  unpinMessage,
} from "@veche/collab-domain/messages";
import type { Message, MessageId, MessageRange } from "@veche/collab-domain/messages";
import { startTyping } from "@veche/collab-domain/presence";
import { AppError } from "@veche/kernel";
import type { Call } from "./caller.ts";
import type { LiveList } from "./list.ts";
import { MyReadMark } from "./my-read-mark.ts";
import { Outbox } from "./outbox.ts";
import type { Draft, PendingMessage } from "./outbox.ts";
import type { OutboxStore } from "./outbox-store.ts";
import { PinnedMessages } from "./pinned.ts";
import { pageSize, RangeSource } from "./range-source.ts";
import { createWritable } from "./readable.ts";
import type { Readable } from "./readable.ts";
import { TypingUsers } from "./typing.ts";
import type { Watch } from "./watch.ts";

export interface TimelineState {
  /** gone: I may not see it any more */
  readonly status: "loading" | "ready" | "failed" | "gone";
  readonly error: AppError | null;
  /** oldest first, without gaps */
  readonly messages: readonly Message[];
  readonly hasBefore: boolean;
  readonly hasAfter: boolean;
  readonly pending: readonly PendingMessage[];
  readonly typingUserIds: readonly UserId[];
  /** how far each member has read */
  readonly readMarks: ReadonlyMap<UserId, number>;
  /** where the «new» line stands since the conversation was opened; null: nothing was new */
  readonly newFromSeq: number | null;
}

export interface TimelineParts {
  readonly call: Call;
  readonly list: LiveList;
  readonly watch: Watch;
  readonly outboxStore?: OutboxStore | undefined;
}

const typingEveryMs = 4_000;

const empty: TimelineState = {
  status: "loading",
  error: null,
  messages: [],
  hasBefore: false,
  hasAfter: false,
  pending: [],
  typingUserIds: [],
  readMarks: new Map(),
  newFromSeq: null,
};

/** One conversation on the screen: a gap-free stretch of messages, what I send, who types, who has read. */
export class Timeline {
  readonly conversationId: ConversationId;
  readonly #parts: TimelineParts;
  readonly #state = createWritable<TimelineState>(empty);
  readonly #outbox: Outbox;
  readonly #typing: TypingUsers;
  readonly #pinned: PinnedMessages;
  readonly #source: RangeSource;
  readonly #myReadMark: MyReadMark;
  #changeSeq = 0;
  #openCount = 0;
  #unwatch: (() => void) | undefined;
  #work: Promise<void> = Promise.resolve();
  #isCatchingUp = false;
  #lastTypingAtMs = 0;

  constructor(conversationId: ConversationId, parts: TimelineParts) {
    this.conversationId = conversationId;
    this.#parts = parts;
    this.#source = new RangeSource(parts.call, conversationId);
    this.#myReadMark = new MyReadMark(conversationId, parts.call, parts.list);
    this.#outbox = new Outbox(parts.call, conversationId, (message) => this.#take(message), parts.outboxStore);
    this.#patch({ pending: this.#outbox.pending.getSnapshot() });
    this.#outbox.pending.subscribe(() => this.#patch({ pending: this.#outbox.pending.getSnapshot() }));
    this.#pinned = new PinnedMessages(parts.call, conversationId);
    this.#typing = new TypingUsers((typingUserIds) => this.#patch({ typingUserIds }));
  }

  get state(): Readable<TimelineState> {
    return this.#state;
  }

  /** pinned last first */
  get pinned(): Readable<readonly Message[]> {
    return this.#pinned.state;
  }

  /** @returns closes it; the last one to close stops watching, what was loaded stays for the next opening */
  open(): () => void {
    this.#openCount += 1;
    if (this.#openCount === 1) {
      this.#unwatch = this.#parts.watch.watchConversation(this.conversationId);
      void this.#run(() => (this.#state.getSnapshot().status === "ready" ? this.#catchUp() : this.#loadFirst()));
    }
    let isOpen = true;
    return () => {
      if (!isOpen) return;
      isOpen = false;
      this.#openCount -= 1;
      if (this.#openCount > 0) return;
      this.#unwatch?.();
      this.#patch({ newFromSeq: null });
    };
  }

  get isOpen(): boolean {
    return this.#openCount > 0;
  }

  /** After `failed`. */
  reload(): Promise<void> {
    this.#patch({ status: "loading", error: null });
    return this.#run(() => this.#loadFirst());
  }

  loadBefore(): Promise<void> {
    return this.#run(async () => {
      const { hasBefore, messages } = this.#state.getSnapshot();
      if (hasBefore && messages[0]) this.#join(await this.#source.list({ before: messages[0].seq }));
    });
  }

  loadAfter(): Promise<void> {
    return this.#run(async () => {
      const { hasAfter, messages } = this.#state.getSnapshot();
      const last = messages.at(-1);
      if (hasAfter && last) this.#join(await this.#source.list({ after: last.seq }));
    });
  }

  /** Brings a message on the screen, with its surroundings. */
  jumpTo(seq: number): Promise<void> {
    return this.#run(async () => {
      if (!this.#state.getSnapshot().messages.some((message) => message.seq === seq))
        this.#replace(await this.#source.list({ around: seq }));
    });
  }

  jumpToEnd(): Promise<void> {
    return this.#run(async () => {
      if (this.#state.getSnapshot().hasAfter) this.#replace(await this.#source.list({}));
    });
  }

  /** The message appears at once as pending. */
  send(draft: Draft): void {
    this.#lastTypingAtMs = 0;
    this.#outbox.add(draft);
  }

  retry(id: MessageId): void {
    this.#outbox.retry(id);
  }

  discard(id: MessageId): Draft | null {
    return this.#outbox.discard(id);
  }

  /** @throws AppError forbidden, too_large, not_found */
  async edit(seq: number, text: string): Promise<void> {
    this.#take(await this.#parts.call(editMessage, { conversationId: this.conversationId, seq, text }));
  }

  /** @throws AppError forbidden, not_found */
  async delete(seq: number): Promise<void> {
    this.#take(await this.#parts.call(deleteMessage, { conversationId: this.conversationId, seq }));
  }

  /** @throws AppError too_large, not_found */
  async react(seq: number, emoji: string): Promise<void> {
    this.#take(await this.#parts.call(addReaction, { conversationId: this.conversationId, seq, emoji }));
  }

  async unreact(seq: number, emoji: string): Promise<void> {
    this.#take(await this.#parts.call(removeReaction, { conversationId: this.conversationId, seq, emoji }));
  }

  /** @throws AppError forbidden, too_large (limit), not_found */
  async pin(seq: number): Promise<void> {
    this.#take(await this.#parts.call(pinMessage, { conversationId: this.conversationId, seq }));
  }

  /** @throws AppError forbidden, not_found */
  async unpin(seq: number): Promise<void> {
    this.#take(await this.#parts.call(unpinMessage, { conversationId: this.conversationId, seq }));
  }

  /** What is on the screen has been seen. Only moves on. */
  markRead(seq: number): void {
    this.#myReadMark.moveOn(seq);
  }

  /** The message and what follows count as unread again. */
  async markUnread(seq: number): Promise<void> {
    this.#patch({ newFromSeq: seq });
    await this.#myReadMark.moveBack(seq - 1);
  }

  startTyping(): void {
    if (Date.now() - this.#lastTypingAtMs < typingEveryMs) return;
    this.#lastTypingAtMs = Date.now();
    void this.#parts.call(startTyping, { conversationId: this.conversationId }).catch(() => undefined);
  }

  handleEvent(event: CollabEvent): void {
    switch (event.type) {
      case "message.posted":
      case "message.changed":
        if (event.type === "message.posted" && event.message.authorId) this.#typing.remove(event.message.authorId);
        return this.#take(event.message);
      case "readMark.moved":
        return this.#patch({ readMarks: new Map(this.#state.getSnapshot().readMarks).set(event.userId, event.readSeq) });
      case "typing.started":
        return this.#typing.add(event.userId);
      case "conversation.closed":
        this.#pinned.clear();
        return this.#patch({ ...empty, status: "gone" });
      case "conversation.opened":
        if (this.#state.getSnapshot().status === "gone") void this.reload();
        return;
      default:
    }
  }

  /** Connected again. */
  handleWelcome(): void {
    void this.#outbox.flush();
    if (this.isOpen) void this.#run(() => (this.#state.getSnapshot().status === "ready" ? this.#catchUp() : this.#loadFirst()));
  }

  /** From time to time: what the live channel may have lost. */
  handleProbe(): void {
    if (this.isOpen && this.#state.getSnapshot().status === "ready") void this.#run(() => this.#catchUp());
  }

  async #loadFirst(): Promise<void> {
    void this.#pinned.load();
    const head = await this.#parts.list.ensure(this.conversationId);
    const hasNew = head.my.unreadCount > 0;
    const isFar = hasNew && head.lastSeq - head.my.readSeq > pageSize / 2;
    this.#replace(await this.#source.list(isFar ? { around: head.my.readSeq + 1 } : {}));
    this.#patch({ status: "ready", error: null, newFromSeq: hasNew ? head.my.readSeq + 1 : null });
    const members = await this.#parts.call(listMembers, { conversationId: this.conversationId, limit: 200 }).catch(() => null);
    if (members) this.#patch({ readMarks: new Map(members.items.map((member) => [member.userId, member.readSeq])) });
  }

  /** Every change since the last one we know, or the newest page when there were too many. */
  async #catchUp(): Promise<void> {
    void this.#pinned.load();
    const range = await this.#source.catchUp(() => this.#range());
    if (range) this.#setRange(range);
    else this.#replace(await this.#source.list({}));
  }

  #take(message: Message): void {
    this.#outbox.acknowledge(message.id);
    this.#pinned.take(message);
    if (this.#state.getSnapshot().status !== "ready") return;
    const { range, isGap } = applyToRange(this.#range(), message);
    this.#setRange(range);
    if (!isGap || this.#isCatchingUp) return;
    this.#isCatchingUp = true;
    void this.#run(() => this.#catchUp()).finally(() => (this.#isCatchingUp = false));
  }

  /** One piece of loading after another, so that two never write over each other. */
  #run(step: () => Promise<void>): Promise<void> {
    this.#work = this.#work.then(step).catch((error: unknown) => this.#fail(error));
    return this.#work;
  }

  #fail(error: unknown): void {
    const failure = error instanceof AppError ? error : new AppError("internal", {}, { cause: error });
    if (failure.code === "not_found") return this.#patch({ ...empty, status: "gone" });
    if (this.#state.getSnapshot().status !== "ready") this.#patch({ status: "failed", error: failure });
  }

  #range(): MessageRange {
    const { messages, hasBefore, hasAfter } = this.#state.getSnapshot();
    return { messages, hasBefore, hasAfter, changeSeq: this.#changeSeq };
  }

  #join(page: MessageRange): void {
    this.#setRange(joinRange(this.#range(), page));
  }

  #replace(range: MessageRange): void {
    this.#changeSeq = 0;
    this.#setRange(range);
  }

  #setRange({ messages, hasBefore, hasAfter, changeSeq }: MessageRange): void {
    this.#changeSeq = changeSeq;
    for (const message of messages) this.#outbox.acknowledge(message.id);
    this.#patch({ messages, hasBefore, hasAfter });
  }

  #patch(change: Partial<TimelineState>): void {
    this.#state.update((state) => ({ ...state, ...change }));
  }
}
