import type { Message } from "@veche/collab-domain/messages";
import { createWritable } from "@veche/collab-sdk/browser";
import type { Collab, TimelineState } from "@veche/collab-sdk/browser";
import { newId } from "@veche/kernel";
import { heads, me, messages, toConversationId, toUserId, users } from "./company.ts";

const nothing = (): void => undefined;
const done = (): Promise<void> => Promise.resolve();
const presences = ["online", "online", "online", "doNotDisturb", "away", "online", "offline", "online"] as const;

function buildTimeline(): unknown {
  const state = createWritable<TimelineState>({
    status: "ready",
    error: null,
    messages,
    hasBefore: false,
    hasAfter: false,
    pending: [],
    typingUserIds: [toUserId(2)],
    readMarks: new Map([[toUserId(2), 8]]),
    newFromSeq: 6,
  });
  const add = (text: string): Message => ({
    ...messages[1]!,
    id: newId(),
    authorId: me,
    text,
    seq: state.getSnapshot().messages.length + 1,
    createdAt: new Date().toISOString(),
  });
  return {
    state,
    open: () => nothing,
    reload: done,
    loadBefore: done,
    loadAfter: done,
    jumpTo: done,
    jumpToEnd: done,
    send: ({ text }: { text: string }) => state.update((now) => ({ ...now, messages: [...now.messages, add(text)] })),
    retry: nothing,
    discard: () => null,
    edit: done,
    delete: done,
    react: done,
    unreact: done,
    pinned: createWritable<readonly Message[]>([]),
    pin: done,
    unpin: done,
    markRead: nothing,
    markUnread: done,
    startTyping: nothing,
  };
}

function answer(name: string): unknown {
  if (name === "conversations.listMembers") {
    return {
      items: users.map(({ id }, index) => ({
        userId: id,
        role: index < 2 ? "owner" : "member",
        readSeq: 8,
        joinedAt: new Date().toISOString(),
      })),
      next: null,
    };
  }
  if (name === "messages.listFiles") return { items: (messages[4]?.attachments ?? []).map((attachment) => ({ attachment })), next: null };
  if (name === "search.find") return { users: users.slice(0, 3), conversations: heads.slice(0, 3) };
  if (name === "search.findMessages") return { hits: messages.slice(1).flatMap(toHit), conversations: heads, next: null, corrections: [] };
  return { items: [], next: null };
}

/** The first word stands for what was looked for. */
function toHit({ id, conversationId, seq, authorId, createdAt, text, attachments }: Message): unknown[] {
  if (text === "") return [];
  const end = text.search(/\s|$/);
  const files = attachments.map((attachment) => ({ attachment, foundInName: [], textSnippet: null }));
  return [{ messageId: id, conversationId, seq, authorId, createdAt, snippet: { text, found: [{ start: 0, end }] }, files }];
}

/** A connection without a server: a believable company, for looking at the interface. */
export function buildMemoryCollab(): Collab {
  const timelines = new Map<string, unknown>();
  const list = createWritable({ heads, status: "ready" as const, unreadCount: 6, mentionCount: 1, asOf: new Date() });
  const ticket = createWritable("");
  return {
    status: createWritable("online"),
    me: createWritable({ user: users[0]!, application: { id: "", name: "", url: "" }, groupIds: [] }),
    call: (route: { name: string }) => Promise.resolve(answer(route.name)),
    onEvent: () => nothing,
    list: {
      state: list,
      head: (id: string) => createWritable(heads.find((head) => head.id === id) ?? null),
      ensure: () => Promise.resolve(heads[0]),
      loadMore: () => Promise.resolve(false),
      refresh: done,
      put: nothing,
    },
    saved: { state: createWritable([]) },
    calls: { state: createWritable([]), ended: createWritable(null), put: nothing },
    folders: { state: createWritable({ items: [], version: 1 }), put: nothing },
    drafts: { text: () => createWritable(""), type: nothing },
    timeline: (id: string) => {
      if (!timelines.has(id)) timelines.set(id, buildTimeline());
      return timelines.get(id);
    },
    people: {
      user: (id: string) => known.get(`user ${id}`),
      presence: (id: string) => known.get(`presence ${id}`),
      find: (query: string) => Promise.resolve(users.filter((user) => user.fullName.toLowerCase().includes(query.toLowerCase()))),
    },
    files: { ticket, url: () => "", thumbnail: () => "", attached: () => ({ items: nothingAttached }) },
    retryNow: nothing,
    stop: nothing,
  } as unknown as Collab;
}

const nothingAttached = createWritable([]);

const known = new Map<string, unknown>(
  users.flatMap((user, index): [string, unknown][] => [
    [`user ${user.id}`, createWritable(user)],
    [`presence ${user.id}`, createWritable({ userId: user.id, state: presences[index] ?? "offline", lastSeenAt: null })],
  ]),
);

export const firstId = toConversationId(1);
