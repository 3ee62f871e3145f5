import type { UserId } from "@veche/collab-domain/directory";
import type { CollabEvent } from "@veche/collab-domain/everything";
import { applyMessageEvent, type Message, type MessageEvent } from "@veche/collab-domain/messages";
import { must, newId } from "@veche/kernel";
import type { Database } from "@veche/server/database";
import { expectConverges } from "@veche/server/testing";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { PersonContext } from "../context.ts";
import { buildRoom, openTestDatabase, type Room } from "../testing/room.ts";
import { openMessages, type Delivery, type Messages } from "./index.ts";

let database: Database;
let messages: Messages;
let deliveries: Delivery[] = [];
let isDeliveryBroken = false;
const faults: unknown[] = [];

beforeAll(async () => {
  database = await openTestDatabase();
  messages = openMessages({
    db: database.kysely,
    runNamed: (statement) => database.pool.query(statement),
    now: () => new Date(),
    handleFault: (error) => void faults.push(error),
    deliver: (batch) => {
      if (isDeliveryBroken) throw new Error("nobody can be told");
      deliveries.push(...batch);
    },
    handleJoined: () => {},
  });
});
afterAll(() => database.stop());

let room: Room;

beforeEach(async () => {
  deliveries = [];
  room = await buildRoom(database);
});

function person(userId: UserId): PersonContext {
  const { applicationId } = room;
  const base = { now: new Date(), applicationId, userId, parts: {} as never };
  return {
    ...base,
    connectionId: null,
    sessionId: null,
    transact: async (run) => {
      const emitted: Delivery[] = [];
      const result = await database.transaction((tx) => {
        const emit = (event: CollabEvent, recipients: { userIds: readonly UserId[] } | "application") => {
          if (recipients !== "application") emitted.push({ applicationId, event: event as MessageEvent, userIds: recipients.userIds });
        };
        return run({ ...base, db: tx, emit: emit, afterCommit: () => {}, raise: async () => {} });
      });
      deliveries.push(...emitted);
      return result;
    },
  };
}

async function call<Output = Message>(name: string, userId: UserId, input: Record<string, unknown>): Promise<Output> {
  const binding = must(messages.bindings.find(({ route }) => route.name === name));
  const parsed = binding.route.input.parse({ conversationId: room.conversationId, ...input });
  const ctx = person(userId);
  if (binding.sort === "person") return (await binding.action(ctx, parsed)) as Output;
  if (binding.sort === "user" || binding.sort === "reader") return (await ctx.transact((tx) => binding.action(tx, parsed))) as Output;
  throw new Error(`${name} is not for people`);
}

const post = (userId: UserId, input: Record<string, unknown> = {}) =>
  call("messages.post", userId, { id: newId(), text: "привет", ...input });
const listAll = async (userId: UserId) => (await call<{ items: Message[] }>("messages.list", userId, { limit: 200 })).items;

/** What Anna sees needs no reload. */
async function expectAnnaFollows(act: () => Promise<unknown>): Promise<void> {
  deliveries = [];
  const events = () => deliveries.filter(({ userIds }) => userIds.includes(room.anna)).map(({ event }) => event);
  await expectConverges({ snapshot: () => listAll(room.anna), act, events, apply: applyMessageEvent });
  expect(events().length).toBeGreaterThan(0);
}

describe("posting", () => {
  it("gives many writers one order without gaps, and each event to everybody who sees the conversation", async () => {
    const posted = await Promise.all(Array.from({ length: 1_200 }, (_, index) => post(index % 2 ? room.anna : room.boris)));
    const seqs = posted.map((message) => message.seq);
    expect(seqs.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 1_200 }, (_, index) => index + 1));
    expect(deliveries).toHaveLength(1_200);
    expect(new Set(deliveries[0]!.userIds)).toEqual(new Set([room.anna, room.boris]));
  });

  it("makes one message of the same id, at once and later", async () => {
    const id = newId<"Message">();
    const [first, second] = await Promise.all([post(room.anna, { id }), post(room.anna, { id })]);
    expect(second).toEqual(first);
    expect(await post(room.anna, { id, text: "иначе" })).toEqual(first);
    await expect(post(room.boris, { id })).rejects.toMatchObject({ code: "invalid", details: { field: "id" } });
    expect(await listAll(room.anna)).toHaveLength(1);
  });

  it("refuses a stranger without hurting the others of the flush", async () => {
    const outcomes = await Promise.allSettled([post(room.anna), post(room.stranger), post(room.boris)]);
    expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    expect(outcomes[1]).toMatchObject({ reason: { code: "not_found" } });
    expect((await listAll(room.anna)).map(({ seq }) => seq)).toEqual([1, 2]);
    await expect(listAll(room.stranger)).rejects.toMatchObject({ code: "not_found" });
  });

  it("answers what is on disk though telling it to the others breaks, and goes on writing", async () => {
    isDeliveryBroken = true;
    const posted = await post(room.anna).finally(() => (isDeliveryBroken = false));
    expect(posted.seq).toBe(1);
    expect(faults.splice(0)).toEqual([new Error("nobody can be told")]);
    expect(await post(room.boris)).toMatchObject({ seq: 2 });
  });

  it("tells the limit of a text", async () => {
    await expect(post(room.anna, { text: "я".repeat(20_001) })).rejects.toMatchObject({ code: "too_large", details: { length: 20_001 } });
    await expect(post(room.anna, { text: " " })).rejects.toMatchObject({ code: "invalid" });
    await expect(post(room.anna, { text: "файл", fileIds: [newId()] })).rejects.toMatchObject({ code: "not_found" });
  });

  it("moves the writer's read mark and counts for the others", async () => {
    await post(room.anna, { text: `[@Борис](veche:user/${room.boris}) и [@все](veche:everybody)` });
    await post(room.anna);
    const marks = [room.boris, room.anna].map((userId) => ({ conversationId: room.conversationId, userId, readSeq: 0, lastSeq: 2 }));
    expect(await messages.door.countUnread(database.kysely, room.applicationId, marks)).toEqual([
      { unreadCount: 2, mentionCount: 1 },
      { unreadCount: 0, mentionCount: 0 },
    ]);
    const { rows } = await database.pool.query("select read_seq from collab.members where conversation_id = $1 and user_id = $2", [
      room.conversationId,
      room.anna,
    ]);
    expect(rows).toEqual([{ read_seq: 2 }]);
    const previews = await messages.door.listPreviews(database.kysely, room.applicationId, [{ id: room.conversationId, lastSeq: 2 }]);
    expect(previews.get(room.conversationId)).toMatchObject({ seq: 2, text: "привет" });
  });
});

describe("snapshot and events agree when somebody", () => {
  it("posts and answers", async () => {
    expect.hasAssertions();
    await expectAnnaFollows(async () => {
      await post(room.boris, { text: "**важно**" });
      await post(room.anna, { replyToSeq: 1 });
    });
  });

  it("edits, and the answer shows it", async () => {
    await post(room.boris);
    await post(room.anna, { replyToSeq: 1 });
    await expectAnnaFollows(() => call("messages.edit", room.boris, { seq: 1, text: "иначе" }));
    expect((await listAll(room.anna))[1]?.replyTo?.text).toBe("иначе");
    expect(await call("messages.listVersions", room.anna, { seq: 1 })).toMatchObject({ items: [{ text: "привет" }] });
    await expect(call("messages.edit", room.anna, { seq: 1, text: "чужое" })).rejects.toMatchObject({ code: "forbidden" });
  });

  it("deletes: author or owner, and nothing is left to see", async () => {
    await post(room.boris);
    await post(room.anna, { replyToSeq: 1 });
    await expect(call("messages.delete", room.boris, { seq: 2 })).rejects.toMatchObject({ code: "forbidden" });
    await expectAnnaFollows(() => call("messages.delete", room.anna, { seq: 1 }));
    expect((await listAll(room.anna))[1]?.replyTo).toMatchObject({ text: "", isDeleted: true });
    expect(await call("messages.listVersions", room.anna, { seq: 1 })).toEqual({ items: [] });
  });

  it("reacts: twice is once, at most twenty sorts", async () => {
    await post(room.boris);
    await expectAnnaFollows(() => call("messages.addReaction", room.anna, { seq: 1, emoji: "👍" }));
    await call("messages.addReaction", room.anna, { seq: 1, emoji: "👍" });
    const both = await call("messages.addReaction", room.boris, { seq: 1, emoji: "👍" });
    expect(both.reactions).toEqual([{ emoji: "👍", userIds: [room.anna, room.boris], count: 2 }]);
    for (let index = 1; index < 20; index += 1) await call("messages.addReaction", room.anna, { seq: 1, emoji: `e${index}` });
    await expect(call("messages.addReaction", room.anna, { seq: 1, emoji: "🙃" })).rejects.toMatchObject({ code: "too_large" });
    await expectAnnaFollows(() => call("messages.removeReaction", room.anna, { seq: 1, emoji: "👍" }));
  });
});

describe("pins", () => {
  const pin = (userId: UserId, seq: number) => call("messages.pin", userId, { seq });
  const pinnedSeqs = async (userId: UserId) =>
    (await call<{ items: Message[] }>("messages.listPinned", userId, {})).items.map(({ seq }) => seq);

  it("are everybody's, pinned last first, told with the message, and the system says who did it", async () => {
    for (const text of ["первое", "второе"]) await post(room.boris, { text });
    await expectAnnaFollows(() => pin(room.boris, 2));
    const changed = await pin(room.anna, 1);
    expect(changed.pin).toMatchObject({ userId: room.anna });
    expect(await pin(room.boris, 1)).toEqual(changed);
    expect(await pinnedSeqs(room.anna)).toEqual([1, 2]);
    const notes = (await listAll(room.boris)).flatMap(({ note }) => note ?? []);
    expect(notes).toEqual([
      { type: "messagePinned", userId: room.boris, seq: 2 },
      { type: "messagePinned", userId: room.anna, seq: 1 },
    ]);
    await expect(pin(room.anna, 3)).rejects.toMatchObject({ code: "forbidden" });
    await expectAnnaFollows(() => call("messages.unpin", room.boris, { seq: 1 }));
    await expectAnnaFollows(() => call("messages.delete", room.boris, { seq: 2 }));
    expect(await pinnedSeqs(room.boris)).toEqual([]);
  });

  it("follow who may write, and begin where one's history begins", async () => {
    for (let index = 0; index < 2; index += 1) await post(room.anna);
    for (const seq of [1, 2]) await pin(room.anna, seq);
    const set = (text: string) => database.pool.query(text, [room.conversationId]);
    await set("update collab.conversations set posting = 'owners' where id = $1");
    await expect(call("messages.unpin", room.boris, { seq: 1 })).rejects.toMatchObject({ code: "forbidden" });
    await set("update collab.members set hidden_seq = 1, read_seq = 2 where conversation_id = $1 and role = 'member'");
    expect(await pinnedSeqs(room.boris)).toEqual([2]);
    await expect(pinnedSeqs(room.stranger)).rejects.toMatchObject({ code: "not_found" });
  });

  it("are at most a hundred", async () => {
    await post(room.anna);
    await database.pool.query(
      `insert into collab.messages (application_id, conversation_id, seq, id, change_seq, created_at, text, pinned_by, pinned_at)
       select application_id, id, 1000 + n, gen_random_uuid(), 1000 + n, now(), '', $2, now()
       from collab.conversations, generate_series(1, 100) n where id = $1`,
      [room.conversationId, room.anna],
    );
    await expect(pin(room.anna, 1)).rejects.toMatchObject({ code: "too_large", details: { limit: 100 } });
  });
});

describe("reading", () => {
  it("pages before, after and around, and catches up by changes", async () => {
    for (let index = 1; index <= 9; index += 1) await post(room.anna, { text: `№ ${index}` });
    const seqsOf = async (input: Record<string, unknown>) =>
      (await call<{ items: Message[] }>("messages.list", room.boris, input)).items.map(({ seq }) => seq);
    expect(await seqsOf({ before: 5, limit: 2 })).toEqual([3, 4]);
    expect(await seqsOf({ after: 7 })).toEqual([8, 9]);
    expect(await seqsOf({ around: 5, limit: 4 })).toEqual([4, 5, 6, 7]);
    await call("messages.edit", room.anna, { seq: 2, text: "иначе" });
    const changes = await call<{ items: Message[] }>("messages.listChanges", room.boris, { since: 8 });
    expect(changes).toMatchObject({ changeSeq: 10, isComplete: true });
    expect(changes.items.map(({ seq }) => seq)).toEqual([9, 2]);
  });

  it("shows by a smaller number that the server was put back to an older state", async () => {
    await post(room.anna);
    const changes = await call<{ items: Message[] }>("messages.listChanges", room.boris, { since: 99 });
    expect(changes).toEqual({ items: [], changeSeq: 1, isComplete: true });
  });

  it("finds a message by its id only for who sees it", async () => {
    const { id } = await post(room.anna);
    expect(await call("messages.get", room.boris, { messageId: id })).toMatchObject({ id });
    await expect(call("messages.get", room.stranger, { messageId: id })).rejects.toMatchObject({ code: "not_found" });
  });

  it("lists what concerns me: named, everybody, answered", async () => {
    await post(room.boris);
    await post(room.anna, { replyToSeq: 1 });
    await post(room.anna, { text: "[@все](veche:everybody)" });
    await post(room.anna);
    const page = await call<{ items: { message: Message }[] }>("messages.listConcerning", room.boris, {});
    expect(page).toMatchObject({ next: null, unreadCount: 2 });
    expect(page.items.map(({ message }) => message.seq)).toEqual([3, 2]);
    expect(await call("messages.listConcerning", room.stranger, {})).toMatchObject({ items: [], unreadCount: 0 });
  });
});

describe("the door for conversations", () => {
  it("writes notes of the system in order with messages", async () => {
    await post(room.anna);
    await expectAnnaFollows(() =>
      person(room.anna).transact((tx) => messages.door.writeSystemNote(tx, room.conversationId, { type: "renamed", title: "Иначе" })),
    );
    await post(room.boris);
    expect((await listAll(room.anna)).map(({ seq, note }) => [seq, note?.type])).toEqual([
      [1, undefined],
      [2, "renamed"],
      [3, undefined],
    ]);
  });

  it("appends a history once", async () => {
    const ids = [newId(), newId()];
    const common = { earlierText: null, editedAt: null, fileIds: [] };
    const history = [
      { ...common, id: ids[0]!, authorId: room.anna, text: "давно", createdAt: new Date(2026, 0, 1), replyToId: null, reactions: [] },
      {
        ...common,
        id: ids[1]!,
        authorId: room.boris,
        text: "и я",
        createdAt: new Date(2026, 0, 2),
        editedAt: new Date(2026, 0, 3),
        earlierText: "и",
        replyToId: ids[0]!,
        reactions: [{ emoji: "👍", userIds: [room.anna] }],
      },
    ];
    const append = () => person(room.anna).transact((tx) => messages.door.importHistory(tx, room.conversationId, history));
    await expectAnnaFollows(append);
    await append();
    const items = await listAll(room.anna);
    expect(items.map(({ text }) => text)).toEqual(["давно", "и я"]);
    expect(items[1]).toMatchObject({
      replyTo: { seq: 1 },
      reactions: [{ emoji: "👍", count: 1 }],
      createdAt: history[1]!.createdAt.toISOString(),
    });
    expect(await call("messages.listVersions", room.anna, { seq: 2 })).toMatchObject({ items: [{ text: "и" }] });
  });
});
