import { removeMember, type ConversationId } from "@veche/collab-domain/conversations";
import * as api from "@veche/collab-domain/messages";
import { expectConverges } from "@veche/server/testing";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { makeGroup, openTestPair, type TestPair, type TestPerson } from "../testing/pair.ts";

let pair: TestPair;
let conversationId: ConversationId;

beforeAll(async () => {
  pair = await openTestPair();
});
afterAll(() => pair.stop());
beforeEach(async () => {
  conversationId = await makeGroup(pair, ["boris"], "Склад");
});

const placesOf = async (person: TestPerson) => (await person.call(api.listSavedPlaces, {})).items;
const save = (person: TestPerson, seq: number) => person.call(api.saveMessage, { conversationId, seq });
const texts = async (person: TestPerson) => (await person.call(api.listSavedMessages, {})).items.map(({ message }) => message.text);

/** What a person's devices know needs no reload. */
async function expectSavedFollows(person: TestPerson, act: () => Promise<unknown>, last: string): Promise<void> {
  const known = person.events.length;
  const events = () =>
    person.events.slice(known).filter((event) => event.type === "savedMessage.changed" || event.type === "message.changed");
  await expectConverges({
    snapshot: () => placesOf(person),
    act: async () => {
      await act();
      await expect.poll(() => events().at(-1)?.type).toBe(last);
    },
    events,
    apply: api.applyToSaved,
  });
}

describe("saved messages", () => {
  it("are the person's own, saved last first, the same on all devices", async () => {
    for (const text of ["первое", "второе"]) await pair.anna.post(conversationId, text);
    await expectSavedFollows(pair.boris, () => save(pair.boris, 3), "savedMessage.changed");
    await expectSavedFollows(pair.boris, () => save(pair.boris, 2), "savedMessage.changed");
    await save(pair.boris, 2);
    expect(await texts(pair.boris)).toEqual(["первое", "второе"]);
    const page = await pair.boris.call(api.listSavedMessages, { limit: 1 });
    expect(page.items[0]).toMatchObject({ conversationTitle: "Склад", message: { seq: 2 } });
    const rest = await pair.boris.call(api.listSavedMessages, { limit: 1, cursor: page.next! });
    expect(rest.items[0]?.message.seq).toBe(3);
    expect(await placesOf(pair.anna)).toEqual([]);
    expect(pair.anna.events.some(({ type }) => type === "savedMessage.changed")).toBe(false);
    const unsave = () => pair.boris.call(api.unsaveMessage, { conversationId, seq: 3 });
    await expectSavedFollows(pair.boris, unsave, "savedMessage.changed");
    expect(await texts(pair.boris)).toEqual(["первое"]);
  });

  it("go with what is deleted, and are not shown while one may not see them", async () => {
    for (const text of ["удалённое", "закрытое"]) await pair.anna.post(conversationId, text);
    for (const seq of [2, 3]) await save(pair.boris, seq);
    await expectSavedFollows(pair.boris, () => pair.anna.call(api.deleteMessage, { conversationId, seq: 2 }), "message.changed");
    expect((await texts(pair.boris))[0]).toBe("закрытое");
    await pair.anna.call(removeMember, { conversationId, userId: pair.application.idOf("boris") });
    expect(await texts(pair.boris)).not.toContain("закрытое");
    expect((await placesOf(pair.boris)).some((place) => place.conversationId === conversationId)).toBe(false);
    await expect(save(pair.boris, 3)).rejects.toMatchObject({ code: "not_found" });
  });

  it("are messages of people, seen by the person", async () => {
    await pair.anna.post(conversationId, "привет");
    await expect(save(pair.vera, 2)).rejects.toMatchObject({ code: "not_found" });
    await expect(save(pair.anna, 1)).rejects.toMatchObject({ code: "forbidden" });
  });
});
