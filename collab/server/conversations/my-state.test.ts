import * as api from "@veche/collab-domain/conversations";
import type { ConversationHead } from "@veche/collab-domain/conversations";
import type { CollabEvent } from "@veche/collab-domain/everything";
import { postMessage } from "@veche/collab-domain/messages";
import { newId } from "@veche/kernel";
import { expectConverges } from "@veche/server/testing";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { connectApplication, listen, openTestHouse, type Listener, type TestApplication, type TestHouse } from "../testing/house.ts";

let house: TestHouse;
let application: TestApplication;
let [anna, boris] = ["", ""];
let socket: Listener;
let ids: api.ConversationId[];

beforeAll(async () => {
  house = await openTestHouse();
  application = await connectApplication(house, ["anna", "boris"]);
  [anna, boris] = [await application.tokenOf("anna"), await application.tokenOf("boris")];
  socket = await listen(house, boris);
});
afterAll(async () => {
  socket.close();
  await house.stop();
});
beforeEach(async () => {
  ids = [];
  for (const title of ["Первая", "Вторая", "Третья"]) {
    const made = { id: newId<"Conversation">(), title, userIds: [application.idOf("boris")] };
    ids.push((await house.call(api.createGroup, made, anna)).id);
  }
});

const set = (conversationId: api.ConversationId, state: object) => house.call(api.setMyState, { conversationId, ...state }, boris);
const post = (conversationId: api.ConversationId) => house.call(postMessage, { conversationId, id: newId(), text: "новость" }, anna);
const listIds = async (folder: api.ListFolder) =>
  (await house.call(api.listConversations, { folder }, boris)).items.map(({ id }) => id).filter((id) => ids.includes(id));

/** Boris's list needs no reload. */
async function expectBorisFollows(act: () => Promise<unknown>): Promise<void> {
  const known = socket.events.length;
  const snapshot = async (): Promise<ReadonlyMap<string, ConversationHead>> => {
    const { items } = await house.call(api.listConversations, {}, boris);
    return new Map(items.map((head) => [head.id, head] as const));
  };
  const apply = (heads: ReadonlyMap<string, ConversationHead>, event: CollabEvent) => {
    if (event.type === "draft.saved") {
      const head = heads.get(event.conversationId)!;
      return new Map([...heads, [head.id, api.applyDraft(head, event.draft)] as const]);
    }
    if (event.type !== "conversation.opened") return heads;
    const before = heads.get(event.head.id);
    const newer = before ? api.chooseNewer(before, event.head) : event.head;
    return new Map([...heads, [event.head.id, newer!] as const]);
  };
  const events = () => socket.events.slice(known);
  const acted = async () => {
    await act();
    // events of one person come in order: when this one is here, so are those before it
    const last = await set(ids[2]!, { notificationLevel: "all" });
    await expect
      .poll(() =>
        events().some(
          (event) => event.type === "conversation.opened" && event.head.my.version === last.my.version && event.head.id === last.id,
        ),
      )
      .toBe(true);
  };
  await expectConverges({ snapshot, act: acted, events, apply });
}

describe("a conversation put away", () => {
  it("leaves every folder but its own, and comes back with a newer message", async () => {
    const [first] = ids as [api.ConversationId];
    await set(first, { isPinned: true });
    expect((await set(first, { isArchived: true })).my).toMatchObject({ isPinned: false, archivedSeq: 1 });
    expect(await listIds("archived")).toEqual([first]);
    expect(await listIds("groups")).not.toContain(first);
    await post(first);
    expect(await listIds("archived")).toEqual([]);
    expect(await listIds("unread")).toContain(first);
  });

  it("stays away while it is muted, and no longer", async () => {
    const [first] = ids as [api.ConversationId];
    const soon = new Date(house.clock.now().getTime() + 60_000);
    await set(first, { isArchived: true, mutedUntil: soon.toISOString() });
    await post(first);
    expect(await listIds("archived")).toEqual([first]);
    expect(await listIds("unread")).not.toContain(first);
    house.clock.advance(60_001);
    expect(await listIds("archived")).toEqual([]);
    expect(await listIds("unread")).toContain(first);
  });

  it("comes back by hand, and when it is pinned", async () => {
    const [first, second] = ids as [api.ConversationId, api.ConversationId];
    for (const id of [first, second]) await set(id, { isArchived: true });
    await set(first, { isArchived: false });
    await set(second, { isPinned: true });
    expect(await listIds("archived")).toEqual([]);
    await set(second, { isPinned: false });
  });
});

describe("pinned ones", () => {
  it("stand in the order of pinning, until they get another one", async () => {
    const [first, second, third] = ids as [api.ConversationId, api.ConversationId, api.ConversationId];
    for (const id of [second, first, third]) await set(id, { isPinned: true });
    expect(await listIds("all")).toEqual([second, first, third]);
    await house.call(api.orderPinned, { conversationIds: [third, second, first] }, boris);
    expect(await listIds("all")).toEqual([third, second, first]);
    const page = await house.call(api.listConversations, { limit: 1 }, boris);
    const next = await house.call(api.listConversations, { limit: 2, cursor: page.next! }, boris);
    expect([...page.items, ...next.items].map(({ id }) => id)).toEqual([third, second, first]);
    for (const id of ids) await set(id, { isPinned: false });
  });
});

describe("what I begin to write", () => {
  const save = (text: string, ageMs = 0) => house.call(api.saveDraft, { conversationId: ids[0]!, text, ageMs }, boris);
  const read = async (token: string) => (await house.call(api.getConversation, { conversationId: ids[0]! }, token)).my.draft.text;

  it("is kept for me alone, and found in what changed", async () => {
    const { changesCursor: since } = await house.call(api.listConversations, {}, boris);
    await expectBorisFollows(() => save("Начато"));
    expect([await read(boris), await read(anna)]).toEqual(["Начато", ""]);
    const { heads } = await house.call(api.listConversationChanges, { since }, boris);
    expect(heads.find(({ id }) => id === ids[0])?.my.draft.text).toBe("Начато");
  });

  it("is what was typed last, however late it comes", async () => {
    await save("Новее", 1_000);
    expect(await save("Старее", 60_000)).toMatchObject({ text: "Новее" });
    house.clock.advance(5_000);
    expect(await save("Новейшее", 100)).toMatchObject({ text: "Новейшее" });
    expect(await save("")).toMatchObject({ text: "" });
    expect(await save("Старее", 10_000)).toMatchObject({ text: "" });
  });
});

it("what is mine converges on every device", async () => {
  const [first, second] = ids as [api.ConversationId, api.ConversationId];
  for (const state of [
    { isPinned: true },
    { mutedUntil: "2027-01-01T00:00:00.000Z" },
    { mutedUntil: null },
    { isArchived: true },
    { isArchived: false },
    { isPinned: false },
  ])
    await expectBorisFollows(() => set(first, state));
  for (const id of [first, second]) await set(id, { isPinned: true });
  await expectBorisFollows(() => house.call(api.orderPinned, { conversationIds: [second, first] }, boris));
});
