import * as api from "@veche/collab-domain/conversations";
import { reconcileDirectory } from "@veche/collab-domain/directory";
import { postMessage } from "@veche/collab-domain/messages";
import { find } from "@veche/collab-domain/search";
import { closeCode, newId } from "@veche/kernel";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connectApplication, listen, openTestHouse, toMirrored, type TestApplication, type TestHouse } from "../testing/house.ts";

const people = ["anna", "boris", "vera"];
let house: TestHouse;
let application: TestApplication;
let [anna, boris, vera] = ["", "", ""];

beforeAll(async () => {
  house = await openTestHouse();
  application = await connectApplication(house, people);
  [anna, boris, vera] = [await application.tokenOf("anna"), await application.tokenOf("boris"), await application.tokenOf("vera")];
});
afterAll(() => house.stop());

const createGroup = (token: string, names: readonly string[], id = newId<"Conversation">()) =>
  house.call(api.createGroup, { id, title: "Планёрка", userIds: names.map((name) => application.idOf(name)) }, token);
const idsOf = async (token: string) => (await house.call(api.listConversations, {}, token)).items.map(({ id }) => id);
const notFound = { code: "not_found" };

const context = { url: "/documents/1", kind: "contract", subtitle: "№ 1" };
const putContext = (key: string, names: readonly string[], groups: readonly string[] = [], members: readonly string[] = []) =>
  house.call(
    api.putContext,
    {
      ...{ key, title: "Договор", context },
      audience: { userExternalIds: [...names], groupExternalIds: [...groups] },
      memberExternalIds: [...members],
    },
    application.token,
  );

describe("a personal conversation", () => {
  it("is one for a pair, though both open it at once", async () => {
    const opened = await Promise.all(
      [anna, boris, anna, boris].map((token) =>
        house.call(api.openPersonal, { userId: application.idOf(token === anna ? "boris" : "anna") }, token),
      ),
    );
    expect(new Set(opened.map(({ id }) => id)).size).toBe(1);
    expect(opened[0]!.my.peerId).toBe(application.idOf("boris"));
    await expect(house.call(api.getConversation, { conversationId: opened[0]!.id }, vera)).rejects.toMatchObject(notFound);
  });

  it("is not had with oneself", async () => {
    await expect(house.call(api.openPersonal, { externalId: "anna" }, anna)).rejects.toMatchObject({ code: "invalid" });
  });
});

describe("a group", () => {
  it("is made once, seen by its members only, and told to them", async () => {
    const socket = await listen(house, boris);
    const head = await createGroup(anna, ["boris"]);
    expect((await socket.hear("conversation.opened")).head).toMatchObject({ id: head.id, my: { unreadCount: 0 } });
    expect((await createGroup(anna, ["boris"], head.id)).id).toBe(head.id);
    expect(head).toMatchObject({ memberCount: 2, my: { can: { rename: true, addMembers: true } } });
    expect(await idsOf(vera)).not.toContain(head.id);
    await expect(createGroup(vera, [], head.id)).rejects.toMatchObject(notFound);
    socket.close();
  });

  it("is changed by its owner, and grows by its members", async () => {
    const { id } = await createGroup(anna, ["boris"]);
    await expect(house.call(api.renameConversation, { conversationId: id, title: "Иное" }, boris)).rejects.toMatchObject({
      code: "forbidden",
    });
    expect(await house.call(api.renameConversation, { conversationId: id, title: "Иное" }, anna)).toMatchObject({ title: "Иное" });
    const grown = await house.call(api.addMembers, { conversationId: id, userIds: [application.idOf("vera")] }, boris);
    expect(grown.memberCount).toBe(3);
    expect(await idsOf(vera)).toContain(id);
    await expect(house.call(api.addMembers, { conversationId: id, userIds: [newId()] }, anna)).rejects.toMatchObject(notFound);
  });

  it("passes to who has been there longest when its last owner leaves, who hears nothing more", async () => {
    const { id } = await createGroup(anna, ["boris"]);
    const socket = await listen(house, anna);
    await house.call(api.removeMember, { conversationId: id, userId: application.idOf("anna") }, anna);
    expect((await socket.hear("conversation.closed")).conversationId).toBe(id);
    await expect(house.call(api.getConversation, { conversationId: id }, anna)).rejects.toMatchObject(notFound);
    expect((await house.call(api.listMembers, { conversationId: id }, boris)).items).toMatchObject([{ role: "owner" }]);
    socket.close();
  });
});

describe("what I have read", () => {
  it("counts others' messages above my mark, also after marking as unread", async () => {
    const { id } = await createGroup(anna, ["boris"]);
    for (const text of ["раз", "два"]) await house.call(postMessage, { conversationId: id, id: newId(), text }, anna);
    const head = await house.call(api.getConversation, { conversationId: id }, boris);
    expect(head.my).toMatchObject({ unreadCount: 2 });
    const read = await house.call(api.moveReadMark, { conversationId: id, readSeq: 999 }, boris);
    expect(read).toMatchObject({ readSeq: head.lastSeq, unreadCount: 0, mentionCount: 0, lastSeq: head.lastSeq });
    expect(read.version).toBeGreaterThan(head.my.version);
    const back = { conversationId: id, readSeq: head.lastSeq - 1 };
    expect(await house.call(api.moveReadMark, back, boris)).toMatchObject({ unreadCount: 0 });
    expect(await house.call(api.moveReadMark, { ...back, allowBack: true }, boris)).toMatchObject({ unreadCount: 1 });
  });
});

describe("my list", () => {
  it("tells what changed since a cursor, and what is gone", async () => {
    const { id } = await createGroup(anna, ["boris"]);
    const { changesCursor: since } = await house.call(api.listConversations, {}, boris);
    await house.call(api.removeMember, { conversationId: id, userId: application.idOf("boris") }, anna);
    const other = await createGroup(anna, ["boris"]);
    const changes = await house.call(api.listConversationChanges, { since }, boris);
    expect(changes.goneIds).toContain(id);
    expect(changes.heads.map((head) => head.id)).toContain(other.id);
  });

  it("misses nothing of a transaction that began before the cursor and commits after it", async () => {
    const [late, other] = [await createGroup(anna, ["boris"]), await createGroup(anna, ["boris"])];
    const slow = await house.database.pool.connect();
    await slow.query("begin");
    const touch = "update collab.conversations set title = 'Поздно', touched_xid = pg_current_xact_id() where id = $1";
    await slow.query(touch, [late.id]);
    await house.call(api.renameConversation, { conversationId: other.id, title: "Рано" }, anna);
    const { changesCursor } = await house.call(api.listConversations, {}, boris);
    const before = await house.call(api.listConversationChanges, { since: changesCursor }, boris);
    expect(before.heads.map(({ title }) => title)).not.toContain("Поздно");
    await slow.query("commit");
    slow.release();
    const after = await house.call(api.listConversationChanges, { since: before.cursor }, boris);
    expect(after.heads.find(({ id }) => id === late.id)).toMatchObject({ title: "Поздно" });
  });

  it("is to be taken anew when the cursor is newer than the database, as after an older backup was restored", async () => {
    const { changesCursor } = await house.call(api.listConversations, {}, boris);
    for (const since of [String(BigInt(changesCursor) + 1_000_000n), "99999999999999999999"]) {
      const answer = await house.call(api.listConversationChanges, { since }, boris);
      expect(answer).toMatchObject({ isComplete: false, heads: [], goneIds: [] });
      expect(await house.call(api.listConversationChanges, { since: answer.cursor }, boris)).toMatchObject({ isComplete: true });
    }
  });

  it("puts pinned ones first and goes on by pages", async () => {
    const { id } = await createGroup(vera, ["boris"]);
    for (let count = 0; count < 3; count += 1) await createGroup(vera, ["boris"]);
    await house.call(api.setMyState, { conversationId: id, isPinned: true }, vera);
    const first = await house.call(api.listConversations, { limit: 2 }, vera);
    expect(first.items[0]!.id).toBe(id);
    const second = await house.call(api.listConversations, { limit: 200, cursor: first.next! }, vera);
    expect(new Set([...first.items, ...second.items].map((head) => head.id)).size).toBe(first.items.length + second.items.length);
    expect(second.next).toBeNull();
  });

  it("holds the conversation of everybody, named by the application", async () => {
    const { items } = await house.call(api.listConversations, {}, vera);
    expect(items.find((head) => head.kind === "broadcast")).toMatchObject({ title: "Северный ветер", memberCount: 3 });
  });

  it("holds one conversation of everybody, which the application gives another title and history by its known key", async () => {
    const everybody = { key: api.generalKey, kind: "broadcast" as const, title: "Вся компания" };
    const put = await Promise.all([1, 2].map(() => house.call(api.putConversation, everybody, application.token)));
    const messages = [{ id: newId(), authorExternalId: "anna", text: "тогда", createdAt: "2024-05-01T10:00:00.000Z" }];
    const filled = await house.call(api.importMessages, { target: { key: api.generalKey }, messages, readMarks: [] }, application.token);
    const { items } = await house.call(api.listConversations, { key: api.generalKey }, vera);
    expect(new Set([...put, filled].map(({ conversationId }) => conversationId)).size).toBe(1);
    expect(items).toMatchObject([{ id: filled.conversationId, kind: "broadcast", title: "Вся компания", memberCount: 3, lastSeq: 1 }]);
    const all = (await house.call(api.listConversations, {}, vera)).items.filter(({ kind }) => kind === "broadcast");
    expect(all.map(({ id }) => id)).toEqual([filled.conversationId]);
  });
});

describe("the conversation of a record", () => {
  it("is one for its key, though it is put many times at once", async () => {
    const answers = await Promise.all(Array.from({ length: 4 }, () => putContext("record-1", ["anna"])));
    expect(new Set(answers.map((answer) => answer.conversationId)).size).toBe(1);
  });

  it("is seen by its audience, and by no member who lost the right, from the moment putContext answers", async () => {
    const { conversationId } = await putContext("record-2", ["anna", "boris"], [], ["anna", "boris"]);
    const socket = await listen(house, boris);
    expect((await house.call(api.getConversation, { conversationId }, boris)).my.isMember).toBe(true);
    await putContext("record-2", ["anna"]);
    await expect(house.call(api.getConversation, { conversationId }, boris)).rejects.toMatchObject(notFound);
    await house.call(postMessage, { conversationId, id: newId(), text: "не для Бориса" }, anna);
    const id = newId<"Message">();
    const shared = await house.call(api.openPersonal, { externalId: "boris" }, anna);
    await house.call(postMessage, { conversationId: shared.id, id, text: "для Бориса" }, anna);
    expect((await socket.hear("message.posted")).message.id).toBe(id);
    expect((await socket.hear("conversation.closed")).conversationId).toBe(conversationId);
    await putContext("record-2", ["anna", "boris"]);
    expect((await socket.hear("conversation.opened")).head.id).toBe(conversationId);
    socket.close();
  });

  it("says to who sees it who else does, by name, whether they take part or not", async () => {
    const { conversationId } = await putContext("record-viewers", ["boris", "anna"], [], ["anna"]);
    const first = await house.call(api.listViewers, { conversationId, limit: 1 }, boris);
    expect(first).toMatchObject({ items: [{ userId: application.idOf("anna") }], count: 2 });
    const rest = await house.call(api.listViewers, { conversationId, limit: 1, cursor: first.next! }, boris);
    expect(rest).toEqual({ items: [{ userId: application.idOf("boris") }], next: null, count: 2 });
    await expect(house.call(api.listViewers, { conversationId }, vera)).rejects.toMatchObject(notFound);
  });

  it("closes for who leaves a group of its audience, member or not", async () => {
    const group = (names: readonly string[]) => ({
      externalId: "lawyers",
      name: "Юристы",
      kind: "role" as const,
      memberExternalIds: [...names],
    });
    const reconcile = (names: readonly string[]) =>
      house.call(reconcileDirectory, { users: people.map(toMirrored), groups: [group(names)], isComplete: true }, application.token);
    const { conversationId } = await putContext("record-3", ["anna"], ["lawyers"]);
    await expect(house.call(api.getConversation, { conversationId }, vera)).rejects.toMatchObject(notFound);
    await reconcile(["vera"]);
    expect((await house.call(api.getConversation, { conversationId }, vera)).my.isMember).toBe(false);
    const socket = await listen(house, vera);
    await reconcile([]);
    expect((await socket.hear("conversation.closed")).conversationId).toBe(conversationId);
    await expect(house.call(api.getConversation, { conversationId }, vera)).rejects.toMatchObject(notFound);
    socket.close();
  });

  it("is gone with its record", async () => {
    const { conversationId } = await putContext("record-4", ["anna"], [], ["anna"]);
    await house.call(api.removeContext, { key: "record-4" }, application.token);
    await expect(house.call(api.getConversation, { conversationId }, anna)).rejects.toMatchObject(notFound);
    expect(await putContext("record-4", ["anna"])).toEqual({ conversationId });
    expect(await house.call(api.getConversation, { conversationId }, anna)).toMatchObject({ id: conversationId });
  });
});

describe("the application", () => {
  it("makes the members of its own group equal to its list", async () => {
    const put = (names: readonly string[]) =>
      house.call(
        api.putConversation,
        { key: "department", kind: "group", title: "Отдел", memberExternalIds: [...names] },
        application.token,
      );
    const { conversationId } = await put(["anna", "boris"]);
    expect(await idsOf(boris)).toContain(conversationId);
    await put(["anna", "vera"]);
    expect(await idsOf(boris)).not.toContain(conversationId);
    expect((await house.call(api.getConversation, { conversationId }, vera)).my.can).toMatchObject({ leave: false, rename: false });
  });

  it("knows its group by its key, for who takes part in it", async () => {
    const group = { key: "office", kind: "group" as const, title: "Офис", memberExternalIds: ["anna"] };
    const { conversationId } = await house.call(api.putConversation, group, application.token);
    const find = async (token: string) => (await house.call(api.listConversations, { key: "office" }, token)).items.map(({ id }) => id);
    expect(await find(anna)).toEqual([conversationId]);
    expect(await find(boris)).toEqual([]);
  });

  it("brings a history with its own times, once", async () => {
    const messages = [
      { id: newId(), authorExternalId: "anna", text: "тогда", createdAt: "2024-05-01T10:00:00.000Z" },
      { id: newId(), authorExternalId: "boris", text: "потом", createdAt: "2024-05-02T10:00:00.000Z" },
    ];
    const input = { target: { pair: ["vera", "anna"] as [string, string] }, messages };
    const { conversationId, lastSeq } = await house.call(api.importMessages, input, application.token);
    expect(await house.call(api.importMessages, input, application.token)).toEqual({ conversationId, lastSeq });
    expect(await house.call(api.getConversation, { conversationId }, vera)).toMatchObject({
      lastMessage: { createdAt: "2024-05-02T10:00:00.000Z", text: "потом" },
    });
  });
});

describe("search", () => {
  it("finds people in the wrong layout and with a typo, conversations by right only", async () => {
    const users = [...people.map(toMirrored), { externalId: "orlov", login: "orlov", fullName: "Орлов Пётр Семёнович" }];
    await house.call(reconcileDirectory, { users, groups: [], isComplete: true }, application.token);
    for (const query of ["jhkjd", "петр", "орлв", "orlov"]) {
      expect((await house.call(find, { query }, anna)).users.map((user) => user.externalId)).toContain("orlov");
    }
    const { id } = await house.call(api.createGroup, { id: newId(), title: "Тайный совет", userIds: [] }, anna);
    expect((await house.call(find, { query: "nfqysq" }, anna)).conversations.map((head) => head.id)).toEqual([id]);
    expect((await house.call(find, { query: "тайный" }, boris)).conversations).toEqual([]);
  });
});

it("who loses or gets back more than can be told one by one connects again and finds it in what changed", async () => {
  const other = await connectApplication(house, ["gleb", "daria"]);
  const gleb = await other.tokenOf("gleb");
  const reconcile = (memberExternalIds: string[]) => {
    const groups = [{ externalId: "archive", name: "Архив", kind: "department" as const, memberExternalIds }];
    return house.call(reconcileDirectory, { users: ["gleb", "daria"].map(toMirrored), groups, isComplete: true }, other.token);
  };
  await reconcile(["gleb"]);
  const audience = { userExternalIds: [], groupExternalIds: ["archive"] };
  const keys = Array.from({ length: 201 }, (_, index) => `record-${index}`);
  for (const key of keys)
    await house.call(api.putContext, { key, title: key, context, audience, memberExternalIds: ["gleb"] }, other.token);
  const { changesCursor: since } = await house.call(api.listConversations, {}, gleb);
  for (const [members, isThere] of [
    [["daria"], false],
    [["gleb"], true],
  ] as const) {
    const socket = await listen(house, gleb);
    await reconcile([...members]);
    expect(await socket.closed).toBe(closeCode.restarting);
    expect(socket.events.filter(({ type }) => type.startsWith("conversation."))).toEqual([]);
    const { heads, goneIds } = await house.call(api.listConversationChanges, { since }, gleb);
    expect([heads.filter(({ kind }) => kind === "context").length, goneIds.length]).toEqual(isThere ? [201, 0] : [0, 201]);
  }
});
