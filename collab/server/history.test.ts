import * as conversations from "@veche/collab-domain/conversations";
import { reconcileDirectory, type UserId } from "@veche/collab-domain/directory";
import { collabRoutes } from "@veche/collab-domain/everything";
import { createFileTicket, fileUrl, type FileId } from "@veche/collab-domain/files";
import * as messages from "@veche/collab-domain/messages";
import { registerDevice } from "@veche/collab-domain/notifications";
import { findMessages } from "@veche/collab-domain/search";
import { must, newId, type Route, type RouteInput } from "@veche/kernel";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { listCandidates } from "./notifications/deciding-store.ts";
import { findMessageToShow } from "./notifications/delivery-store.ts";
import { listMissed } from "./notifications/digest-store.ts";
import { openSearch } from "./search/index.ts";
import {
  connectApplication,
  listen,
  openTestHouse,
  toMirrored,
  type Listener,
  type TestApplication,
  type TestHouse,
} from "./testing/house.ts";
import { neededInputs } from "./testing/inputs.ts";
import { uploadFile } from "./testing/upload.ts";

const people = ["anna", "boris", "vera", "gleb"];
const notFound = { code: "not_found" };
/** stands in the text, in the file's name and in the earlier version of what was written before vera joined */
const secret = /тайна|тайны|тайное/;

const device = { endpoint: "https://push.example.net/1", p256dh: `B${"A".repeat(86)}`, auth: "A".repeat(22), name: "Телефон" };

let house: TestHouse;
let application: TestApplication;
let [anna, boris, vera] = ["", "", ""];
let conversationId: conversations.ConversationId;
let elsewhereId: conversations.ConversationId;
let fileId: FileId;
/** before vera joined; it names her */
let hidden: messages.Message;
/** after; it answers the hidden one */
let answer: messages.Message;
let socket: Listener;

const post = (token: string, text: string, more: Partial<RouteInput<typeof messages.postMessage>> = {}) =>
  house.call(messages.postMessage, { conversationId, id: newId(), text, ...more }, token);
const headOf = (token: string) => house.call(conversations.getConversation, { conversationId }, token);
const setHistory = async (history: conversations.HistoryKind) =>
  house.call(conversations.changeSettings, { conversationId, settings: { history }, ...(await versionOf()) }, anna);
const versionOf = async () => ({ settingsVersion: (await headOf(anna)).settingsVersion });

beforeAll(async () => {
  house = await openTestHouse();
  application = await connectApplication(house, people);
  [anna, boris, vera] = [await application.tokenOf("anna"), await application.tokenOf("boris"), await application.tokenOf("vera")];
  const [borisId, veraId] = [application.idOf("boris"), application.idOf("vera")];
  conversationId = (await house.call(conversations.createGroup, { id: newId(), title: "Планёрка", userIds: [borisId] }, anna)).id;
  elsewhereId = (await house.call(conversations.createGroup, { id: newId(), title: "Другая", userIds: [] }, vera)).id;
  fileId = await uploadFile(house, boris, { name: "тайна.txt", bytes: Buffer.from("тайна") });
  hidden = await post(boris, `[@vera](veche:user/${veraId}) тайна`, { fileIds: [fileId] });
  await house.call(messages.editMessage, { conversationId, seq: hidden.seq, text: `${hidden.text} и тайны` }, boris);
  await house.call(messages.pinMessage, { conversationId, seq: hidden.seq }, anna);
  await setHistory("sinceJoining");
  await house.call(registerDevice, device, vera);
  socket = await listen(house, vera);
  await house.call(conversations.addMembers, { conversationId, userIds: [veraId] }, anna);
  answer = await post(anna, "согласна", { replyToSeq: hidden.seq });
  await house.call(messages.addReaction, { conversationId, seq: hidden.seq, emoji: "👍" }, anna);
  await house.call(messages.editMessage, { conversationId, seq: hidden.seq, text: `[@vera](veche:user/${veraId}) тайное` }, boris);
  const indexed = openSearch({
    db: house.database.kysely,
    transact: (run) => house.database.transaction(run),
    handleFault: (error) => {
      throw error;
    },
  });
  await indexed.sweep();
  await indexed.drain();
  await indexed.stop();
});
afterAll(async () => {
  socket.close();
  await house.stop();
});

/** Ids of what is hidden, for every route that takes such. */
const ids = (): Record<string, unknown> => ({
  ...{ conversationId, conversationIds: [conversationId], seq: hidden.seq, emoji: "👍", messageId: hidden.id, messageIds: [hidden.id] },
  ...{ fileId, fileIds: [fileId], userId: application.idOf("boris"), userIds: [application.idOf("boris")] },
});
/** Where the common inputs would not come near what is hidden. */
const nearer = (): Readonly<Record<string, Readonly<Record<string, unknown>>>> => ({
  "conversations.changeSettings": { settings: {}, settingsVersion: 1 },
  "conversations.moveReadMark": { readSeq: 0, allowBack: true },
  "conversations.list": { folderId: undefined },
  "conversations.listChanges": { since: "1" },
  "folders.order": { folderIds: [] },
  "messages.post": { id: newId(), text: "отвечаю", replyToSeq: hidden.seq, fileIds: [] },
  "messages.forward": { conversationId: elsewhereId, forwards: [{ id: newId(), messageId: hidden.id }] },
  "messages.list": { around: hidden.seq },
  "notifications.registerDevice": device,
  "presence.set": { state: "online" },
  "search.find": { query: "тайн" },
  "search.findMessages": { query: "тайна", conversationId: undefined },
});

/** Ids of things that have nothing to do with it are of nothing. */
function inputOf({ name, input }: Route): Record<string, unknown> {
  const names = "shape" in input ? Object.keys(input.shape as object) : ["userId"];
  const known = ids();
  const named = names.flatMap((key) => (key in known ? [[key, known[key]]] : key.endsWith("Id") ? [[key, newId()]] : []));
  return { ...Object.fromEntries(named), ...neededInputs[name], ...nearer()[name] };
}

/** These name one message or file, and find nothing. */
const naming: ReadonlySet<string> = new Set([
  ...["messages.get", "messages.edit", "messages.delete", "messages.listVersions", "messages.addReaction", "messages.removeReaction"],
  ...["messages.forward", "messages.pin", "messages.unpin", "files.get"],
]);

const tried = collabRoutes.filter(({ actor, name }) => actor === "user" && name !== "notifications.setPolicy");

describe("to a reader whose history began later", () => {
  it.each(tried.map((route) => [route.name, route] as const))("%s tells nothing of what was before", async (name, route: Route) => {
    const told = house.call(route, inputOf(route), vera);
    if (naming.has(name)) await expect(told).rejects.toMatchObject(notFound);
    const outcome = await told.catch((error: unknown) => error);
    // a route whose input is not known fails here: `neededInputs` wants a line
    for (const code of ["invalid", "internal"]) expect(outcome).not.toMatchObject({ code });
    const text = JSON.stringify(outcome);
    expect(text).not.toMatch(secret);
    expect(text).not.toContain(hidden.id);
  });

  it("pages, changes and lists of files begin where he joined, wherever one jumps to", async () => {
    const { hiddenSeq } = (await headOf(vera)).my;
    expect(hiddenSeq).toBeGreaterThanOrEqual(hidden.seq);
    for (const place of [{}, { around: hidden.seq }, { around: answer.seq }, { after: 1 }, { before: answer.seq + 1 }]) {
      const page = await house.call(messages.listMessages, { conversationId, ...place }, vera);
      expect(page.items.map(({ seq }) => seq).filter((seq) => seq <= hiddenSeq)).toEqual([]);
      expect(page).toMatchObject({ hasBefore: false });
      expect(page.items.find(({ seq }) => seq === answer.seq)).toMatchObject({ text: "согласна", replyTo: null });
    }
    const { items } = await house.call(messages.listMessageChanges, { conversationId, since: 0 }, vera);
    expect(items.find(({ seq }) => seq === answer.seq)?.replyTo).toBeNull();
    const counts = await house.call(conversations.moveReadMark, { conversationId, readSeq: 0, allowBack: true }, vera);
    expect(counts).toMatchObject({ unreadCount: items.filter(isOthers).length, mentionCount: 0 });
    expect(await house.call(messages.listConcerning, {}, vera)).toMatchObject({ items: [], unreadCount: 0 });
  });

  const isOthers = ({ authorId }: messages.Message): boolean => authorId !== null && authorId !== application.idOf("vera");

  it("an answer is a message without a quote, live too, and a change of what is hidden is not told", async () => {
    const marker = await post(anna, "знак");
    await expect.poll(() => listHeard(socket).map(({ id }) => id)).toContain(marker.id);
    expect(JSON.stringify(socket.events)).not.toMatch(secret);
    expect(listHeard(socket).filter(({ seq }) => seq <= hidden.seq)).toEqual([]);
    expect(listHeard(socket).find(({ id }) => id === answer.id)).toMatchObject({ text: "согласна", replyTo: null });
  });

  it("the file and its small picture are not served, while others have them", async () => {
    const statusOf = async (token: string): Promise<number> => {
      const { ticket } = await house.call(createFileTicket, {}, token);
      return (await fetch(`${house.origin}${fileUrl({ fileId, name: "тайна.txt" }, ticket)}`)).status;
    };
    expect([await statusOf(vera), await statusOf(boris)]).toEqual([404, 200]);
    await expect(post(vera, "чужое", { fileIds: [fileId] })).rejects.toMatchObject(notFound);
  });

  it("is not called, pushed or written to about it", async () => {
    const { kysely: db } = house.database;
    const person = { applicationId: application.id, userId: application.idOf("vera") };
    const place = { applicationId: application.id, conversationId };
    // as if he had never read: the read mark alone would not hide it
    const candidates = await listCandidates(db, [{ ...place, seq: 0, upToSeq: answer.seq }], new Date(0));
    expect(candidates.filter(({ userId }) => userId === person.userId).map(({ seq }) => seq)).toEqual([answer.seq]);
    const delivery = { ...place, ...person, deviceId: newId(), wantedSeq: hidden.seq } as never;
    expect(await findMessageToShow(db, delivery, new Date())).toBeUndefined();
    expect(JSON.stringify(await listMissed(db, person, new Date(0), new Date("2100-01-01")))).not.toMatch(secret);
  });

  it("what he finds by searching is only what came later", async () => {
    const found = (token: string, query: string) => house.call(findMessages, { query }, token);
    expect((await found(boris, "тайное")).hits).toHaveLength(1);
    expect((await found(vera, "тайное")).hits).toEqual([]);
    expect((await found(vera, "согласна")).hits).toMatchObject([{ seq: answer.seq }]);
  });

  it("sees no preview of it in his list before anything was written, not even when the conversation changes", async () => {
    const put = (title: string, memberExternalIds: string[]) => {
      const kept = { key: "quiet", kind: "group" as const, title, ownerExternalIds: ["anna"], memberExternalIds };
      return house.call(conversations.putConversation, { ...kept, settings: { history: "sinceJoining" } }, application.token);
    };
    const { conversationId: id } = await put("Тихая", []);
    await house.call(messages.postMessage, { conversationId: id, id: newId(), text: "тайна" }, anna);
    await put("Тихая", ["vera"]);
    const others = await listen(house, anna);
    await put("Ещё тише", ["vera"]);
    const head = { lastSeq: 1, lastMessage: null };
    expect(await house.call(conversations.getConversation, { conversationId: id }, vera)).toMatchObject({ title: "Ещё тише", ...head });
    const empty = { items: [], hasBefore: false, hasAfter: false };
    expect(await house.call(messages.listMessages, { conversationId: id }, vera)).toMatchObject(empty);
    const listChanged = ({ events }: Listener) =>
      events.flatMap((event) => (event.type === "conversation.changed" ? [event.conversation] : []));
    await expect.poll(() => listChanged(socket).find(({ title }) => title === "Ещё тише")).toMatchObject(head);
    expect((await others.hear("conversation.changed")).conversation.lastMessage).toMatchObject({ text: "тайна" });
    others.close();
  });
});

describe("the beginning of a history", () => {
  it("is the joining of who comes with his department too", async () => {
    const staff = (memberExternalIds: string[]) => {
      const groups = [{ externalId: "sales", name: "Продажи", kind: "department" as const, memberExternalIds }];
      return house.call(reconcileDirectory, { users: people.map(toMirrored), groups, isComplete: true }, application.token);
    };
    await staff([]);
    const { rows } = await house.database.pool.query<{ id: never }>("select id from collab.groups where application_id = $1", [
      application.id,
    ]);
    await house.call(conversations.addMembers, { conversationId, userIds: [], groupIds: [must(rows[0]).id] }, anna);
    await staff(["gleb"]);
    const gleb = await application.tokenOf("gleb");
    expect((await headOf(gleb)).my.hiddenSeq).toBeGreaterThanOrEqual(answer.seq);
    const { items } = await house.call(messages.listMessages, { conversationId }, gleb);
    expect(items.map(({ note }) => note?.type)).toEqual(["membersAdded"]);
  });

  it("stays where it was for who is a member when the setting changes, and is the present one for who comes again", async () => {
    const veraId: UserId = application.idOf("vera");
    await setHistory("whole");
    expect((await headOf(vera)).my.hiddenSeq).toBeGreaterThan(0);
    await house.call(conversations.removeMember, { conversationId, userId: veraId }, vera);
    await house.call(conversations.addMembers, { conversationId, userIds: [veraId] }, anna);
    expect((await headOf(vera)).my.hiddenSeq).toBe(0);
    expect(await house.call(messages.getMessage, { messageId: hidden.id }, vera)).toMatchObject({ id: hidden.id, seq: hidden.seq });
  });

  it("lets nobody mark as unread what stands before it", async () => {
    await setHistory("sinceJoining");
    const borisId = application.idOf("boris");
    await house.call(conversations.removeMember, { conversationId, userId: borisId }, anna);
    await house.call(conversations.addMembers, { conversationId, userIds: [borisId] }, anna);
    const { hiddenSeq } = (await headOf(boris)).my;
    expect(await house.call(conversations.moveReadMark, { conversationId, readSeq: 0, allowBack: true }, boris)).toMatchObject({
      readSeq: hiddenSeq,
      unreadCount: 0,
    });
  });
});

function listHeard({ events }: Listener): messages.Message[] {
  const heard = events.flatMap((event) => (event.type === "message.posted" || event.type === "message.changed" ? [event.message] : []));
  return heard.filter((message) => message.conversationId === conversationId);
}
