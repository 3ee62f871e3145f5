import type { ConversationId } from "@veche/collab-domain/conversations";
import { getMe } from "@veche/collab-domain/directory";
import type { UserId } from "@veche/collab-domain/directory";
import type { CollabEvent } from "@veche/collab-domain/everything";
import type { RouteOutput } from "@veche/kernel";
import { AccessKeeper } from "./access.ts";
import type { Access } from "./access.ts";
import { createCall } from "./caller.ts";
import { LiveCalls } from "./calls.ts";
import type { Call } from "./caller.ts";
import { Connection } from "./connection.ts";
import type { ConnectionStatus, Patience } from "./connection.ts";
import { LiveFiles } from "./files.ts";
import { LiveFolders } from "./folders.ts";
import { LiveList } from "./list.ts";
import type { DraftStore } from "./draft-store.ts";
import { LiveDrafts } from "./drafts.ts";
import type { OutboxStore } from "./outbox-store.ts";
import { LivePeople } from "./people.ts";
import { createWritable } from "./readable.ts";
import type { Readable } from "./readable.ts";
import { LiveSaved } from "./saved.ts";
import { Timeline } from "./timeline.ts";

export type Me = RouteOutput<typeof getMe>;

export interface CollabOptions {
  /** origin of the collaboration server; empty: the page's own */
  readonly url: string;
  /** asks the application for a short token of this person */
  readonly getAccess: () => Promise<Access>;
  readonly patience?: Patience;
  /** where messages not yet sent outlive the page; without it they end with it */
  readonly outboxStore?: OutboxStore;
  /** where drafts outlive the page until the server has them */
  readonly draftStore?: DraftStore;
}

/** A person's live view of a collaboration server. */
export interface Collab {
  /** of the collaboration server */
  readonly origin: string;
  readonly status: Readable<ConnectionStatus>;
  /** null until first connected */
  readonly me: Readable<Me | null>;
  /** @throws AppError */
  readonly call: Call;
  readonly list: LiveList;
  readonly drafts: LiveDrafts;
  readonly folders: LiveFolders;
  readonly saved: LiveSaved;
  readonly calls: LiveCalls;
  readonly people: LivePeople;
  readonly files: LiveFiles;
  /** The same object for the same conversation; `open()` it while it is on the screen. */
  timeline(conversationId: ConversationId): Timeline;
  /** @returns takes the listener away */
  onEvent(listener: (event: CollabEvent) => void): () => void;
  retryNow(): void;
  stop(): void;
}

const usualPatience: Patience = { callMs: 15_000, probeMs: 60_000 };

/** Connects and stays connected until `stop()`. */
export function openCollab(options: CollabOptions): Collab {
  const access = new AccessKeeper(options.getAccess);
  const me = createWritable<Me | null>(null);
  const timelines = new Map<ConversationId, Timeline>();
  const listeners = new Set<(event: CollabEvent) => void>();
  const patience = options.patience ?? usualPatience;
  const handlers = { onEvents: handleEvents, onWelcome: () => void handleWelcome() };
  const connection: Connection = new Connection(options.url, access, handlers, patience);
  const call = createCall(options.url, access, connection);
  const list = new LiveList(call);
  const drafts = new LiveDrafts(call, list, options.draftStore);
  const folders = new LiveFolders(call);
  const saved = new LiveSaved(call);
  const calls = new LiveCalls(call);
  const people = new LivePeople(call);
  const files = new LiveFiles(options.url, access, call);
  const parts = { call, list, watch: people.watch, outboxStore: options.outboxStore };

  function handleEvents(events: readonly CollabEvent[]): void {
    for (const event of events) {
      people.handleEvent(event);
      list.handleEvent(event);
      folders.handleEvent(event);
      saved.handleEvent(event);
      calls.handleEvent(event);
      const conversationId = conversationOf(event);
      if (conversationId) timelines.get(conversationId)?.handleEvent(event);
      for (const listener of listeners) listener(event);
    }
  }

  async function handleWelcome(): Promise<void> {
    people.handleWelcome();
    drafts.handleWelcome();
    files.handleWelcome();
    for (const timeline of timelines.values()) timeline.handleWelcome();
    try {
      if (me.getSnapshot() === null) me.set(await call(getMe, {}));
      await Promise.all([list.refresh(toReader(me.getSnapshot()!)), folders.refresh(), calls.refresh(), saved.refresh()]);
    } catch {
      // The connection ended in between, or the list says itself that it failed: the next welcome tries again.
    }
  }

  function timeline(conversationId: ConversationId): Timeline {
    const known = timelines.get(conversationId) ?? new Timeline(conversationId, parts);
    timelines.set(conversationId, known);
    return known;
  }

  /** What the live channel may have lost comes by the cursors; no answer at all means a dead connection. */
  function probe(): void {
    if (connection.status.getSnapshot() !== "online") return;
    // a failure is the connection's to mend, or the next probe's
    void list.refresh().catch(() => undefined);
    void folders.refresh().catch(() => undefined);
    void saved.refresh().catch(() => undefined);
    void calls.refresh().catch(() => undefined);
    for (const timeline of timelines.values()) timeline.handleProbe();
  }

  const probing = setInterval(probe, patience.probeMs);
  // what an earlier page did not send goes with the first welcome
  for (const conversationId of options.outboxStore?.listConversations() ?? []) timeline(conversationId);
  connection.start();
  return {
    origin: options.url === "" ? location.origin : options.url,
    status: connection.status,
    me,
    call,
    list,
    drafts,
    folders,
    saved,
    calls,
    people,
    files,
    timeline,
    onEvent: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    retryNow: connection.retryNow,
    stop: () => {
      clearInterval(probing);
      connection.stop();
      people.watch.stop();
      files.stop();
      list.stop();
      drafts.stop();
    },
  };
}

function toReader(me: Me): { userId: UserId; groupIds: ReadonlySet<string> } {
  return { userId: me.user.id, groupIds: new Set(me.groupIds) };
}

/** Which conversation an event belongs to; none for people and presence. */
function conversationOf(event: CollabEvent): ConversationId | null {
  switch (event.type) {
    case "message.posted":
    case "message.changed":
      return event.message.conversationId;
    case "conversation.changed":
      return event.conversation.id;
    case "conversation.opened":
      return event.head.id;
    case "conversation.closed":
    case "readMark.moved":
    case "draft.saved":
    case "typing.started":
      return event.conversationId;
    default:
      return null;
  }
}
