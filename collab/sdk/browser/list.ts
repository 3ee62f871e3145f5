import {
  applyConversation,
  applyDraft,
  applyReadMark,
  chooseNewer,
  getConversation,
  isArchived,
  isMuted,
  listConversationChanges,
  listConversations,
  listFolders,
} from "@veche/collab-domain/conversations";
import type { ConversationHead, ConversationId, FolderId, ListFolder, ReadMark, SavedDraft } from "@veche/collab-domain/conversations";
import type { CollabEvent } from "@veche/collab-domain/everything";
import { applyChanged, applyPosted } from "@veche/collab-domain/messages";
import type { Message, Reader } from "@veche/collab-domain/messages";
import type { Call } from "./caller.ts";
import { createWritable, selectReadable } from "./readable.ts";
import type { Readable } from "./readable.ts";

export interface ListState {
  /** pinned first in my order, then by last activity; archived ones too */
  readonly heads: readonly ConversationHead[];
  readonly status: "loading" | "ready" | "failed";
  /** unread messages that may call for me: those of conversations that I neither silenced nor put away */
  readonly unreadCount: number;
  readonly mentionCount: number;
  /** the instant for which this holds: whether something is muted or archived is to be asked for this one, it is renewed when a silence ends */
  readonly asOf: Date;
}

const empty: ListState = { heads: [], status: "loading", unreadCount: 0, mentionCount: 0, asOf: new Date(0) };

/** Silence ends by itself, and with it what is archived and counted; a browser's timer takes no longer wait than this. */
const maxWaitMs = 24 * 3_600_000;

/** My conversations, live. */
export class LiveList {
  readonly #call: Call;
  readonly #state = createWritable<ListState>(empty);
  readonly #byId = new Map<ConversationId, ConversationHead>();
  readonly #loading = new Map<ConversationId, Promise<ConversationHead>>();
  /** asked for, and changed since the question was sent */
  readonly #outdated = new Set<ConversationId>();
  #reader: Reader | null = null;
  /** where the next page of a folder begins; null: there is none; unknown: at its beginning */
  #nextPages = new Map<ListFolder | FolderId, string | null>();
  readonly #asking = new Map<ListFolder | FolderId, Promise<void>>();
  #muteEnd: ReturnType<typeof setTimeout> | undefined;
  #cursor: string | null = null;
  #refreshing: Promise<void> | null = null;

  constructor(call: Call) {
    this.#call = call;
  }

  get state(): Readable<ListState> {
    return this.#state;
  }

  /** One row; null while unknown or no longer mine. */
  head(conversationId: ConversationId): Readable<ConversationHead | null> {
    return selectReadable(this.#state, () => this.#byId.get(conversationId) ?? null);
  }

  /** Loads a conversation that may not be in the list, a record's for example. @throws AppError not_found when I may not see it */
  ensure(conversationId: ConversationId): Promise<ConversationHead> {
    const known = this.#byId.get(conversationId);
    return known ? Promise.resolve(known) : this.#load(conversationId);
  }

  put(head: ConversationHead): void {
    this.#change([head], []);
  }

  /** Loads the next page of a folder, once however often it is asked for at once. @returns false when there is none */
  async loadMore(folder: ListFolder | FolderId = "all"): Promise<boolean> {
    if (this.#nextPages.get("all") === null || this.#nextPages.get(folder) === null) return false;
    const asking = this.#asking.get(folder) ?? this.#loadPage(folder).finally(() => this.#asking.delete(folder));
    this.#asking.set(folder, asking);
    await asking;
    return true;
  }

  async #loadPage(folder: ListFolder | FolderId): Promise<void> {
    const pages = this.#nextPages;
    const cursor = pages.get(folder);
    const page = await this.#call(listConversations, {
      ...(isListFolder(folder) ? { folder } : { folderId: folder }),
      ...(cursor && { cursor }),
    });
    pages.set(folder, page.next);
    this.#change(page.items, []);
  }

  stop(): void {
    clearTimeout(this.#muteEnd);
  }

  /** Takes the list, or what changed since last time. Also the way back after any loss. */
  refresh(reader?: Reader): Promise<void> {
    if (reader) this.#reader = reader;
    this.#refreshing ??= (this.#cursor === null ? this.#loadAll() : this.#catchUp(this.#cursor)).finally(() => (this.#refreshing = null));
    return this.#refreshing;
  }

  handleEvent(event: CollabEvent): void {
    switch (event.type) {
      case "message.posted":
      case "message.changed":
        return this.#applyMessage(event.type === "message.posted" ? applyPosted : applyChanged, event.message);
      case "conversation.changed":
        return this.#update(event.conversation.id, (head) => applyConversation(head, event.conversation));
      case "conversation.opened":
        return this.put(event.head);
      case "conversation.closed":
        return this.#change([], [event.conversationId]);
      case "draft.saved":
        return this.applyDraft(event.conversationId, event.draft);
      case "readMark.moved":
        return event.my && this.applyReadMark(event.conversationId, event.my);
      default:
    }
  }

  /** My read mark moved, here or on another device. */
  applyReadMark(conversationId: ConversationId, mark: ReadMark): void {
    this.#update(conversationId, (head) => applyReadMark(head, mark));
  }

  /** What I began to write was saved, here or on another device. */
  applyDraft(conversationId: ConversationId, draft: SavedDraft): void {
    this.#update(conversationId, (head) => applyDraft(head, draft));
  }

  #applyMessage(apply: (head: ConversationHead, message: Message, reader: Reader) => ConversationHead | null, message: Message): void {
    const known = this.#byId.get(message.conversationId);
    const changed = known && this.#reader ? apply(known, message, this.#reader) : null;
    if (changed) this.#change([changed], []);
    else this.#reload(message.conversationId);
  }

  /** @param change null: what we know does not suffice, the server is asked */
  #update(conversationId: ConversationId, change: (head: ConversationHead) => ConversationHead | null): void {
    const known = this.#byId.get(conversationId);
    const changed = known && change(known);
    if (changed) this.#change([changed], []);
    else if (changed === null) this.#reload(conversationId);
  }

  /** What is on its way may not know yet of what made us ask: then it is asked once more. A failure is mended by the next refresh. */
  #reload(conversationId: ConversationId): void {
    if (this.#loading.has(conversationId)) this.#outdated.add(conversationId);
    else void this.#load(conversationId).catch(() => undefined);
  }

  #load(conversationId: ConversationId): Promise<ConversationHead> {
    const pending = this.#loading.get(conversationId);
    if (pending) return pending;
    const loading = this.#call(getConversation, { conversationId })
      .finally(() => this.#loading.delete(conversationId))
      .then((head) => (this.put(head), head))
      .finally(() => this.#outdated.delete(conversationId) && this.#reload(conversationId));
    this.#loading.set(conversationId, loading);
    return loading;
  }

  async #loadAll(): Promise<void> {
    try {
      const page = await this.#call(listConversations, {});
      const gone = [...this.#byId.keys()];
      this.#cursor = page.changesCursor;
      this.#nextPages = new Map([["all", page.next]]);
      this.#state.update((state) => ({ ...state, status: "ready" }));
      this.#change(page.items, gone);
    } catch (error) {
      this.#state.update((state) => (state.status === "ready" ? state : { ...state, status: "failed" }));
      throw error;
    }
  }

  async #catchUp(since: string): Promise<void> {
    const answer = await this.#call(listConversationChanges, { since });
    if (!answer.isComplete) return this.#loadAll();
    this.#cursor = answer.cursor;
    this.#change(answer.heads, answer.goneIds);
  }

  #take(head: ConversationHead): void {
    const known = this.#byId.get(head.id);
    const newer = known ? chooseNewer(known, head) : head;
    if (newer) this.#byId.set(head.id, newer);
    else this.#reload(head.id);
  }

  #change(put: readonly ConversationHead[], goneIds: readonly ConversationId[]): void {
    for (const id of goneIds) this.#byId.delete(id);
    for (const head of put) this.#take(head);
    this.#show();
  }

  #show(): void {
    const now = new Date();
    const heads = [...this.#byId.values()].filter(isListed).toSorted(compareHeads);
    const heard = heads.filter((head) => !isMuted(head.my, now) && !isArchived(head, now));
    const counted = heard.filter((head) => head.my.notificationLevel === "all");
    this.#state.update((state) => ({
      ...state,
      heads,
      unreadCount: counted.reduce((sum, head) => sum + head.my.unreadCount, 0),
      mentionCount: heard.reduce((sum, head) => sum + head.my.mentionCount, 0),
      asOf: now,
    }));
    this.#awaitMuteEnd(heads, now);
  }

  #awaitMuteEnd(heads: readonly ConversationHead[], now: Date): void {
    clearTimeout(this.#muteEnd);
    const waits = heads.flatMap(({ my }) => (my.mutedUntil === null ? [] : [Date.parse(my.mutedUntil) - now.getTime()]));
    const next = Math.min(...waits.filter((waitMs) => waitMs > 0));
    if (Number.isFinite(next)) this.#muteEnd = setTimeout(() => this.#show(), Math.min(next, maxWaitMs));
  }
}

function isListFolder(folder: ListFolder | FolderId): folder is ListFolder {
  return listFolders.some((name) => name === folder);
}

/** A record's conversation is known while its card is open, but only stands in the list of who takes part. */
function isListed(head: ConversationHead): boolean {
  return head.my.isMember;
}

function compareHeads(a: ConversationHead, b: ConversationHead): number {
  const byPin = Number(b.my.isPinned) - Number(a.my.isPinned) || a.my.pinPlace - b.my.pinPlace;
  return byPin || activityOf(b).localeCompare(activityOf(a)) || a.id.localeCompare(b.id);
}

function activityOf(head: ConversationHead): string {
  return head.lastMessage?.createdAt ?? head.createdAt;
}
