import * as conversations from "@veche/collab-domain/conversations";
import { deleteMessage, editMessage, postMessage } from "@veche/collab-domain/messages";
import { findMessages } from "@veche/collab-domain/search";
import { newId } from "@veche/kernel";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connectApplication, openTestHouse, type TestApplication, type TestHouse } from "../testing/house.ts";

let house: TestHouse;
let application: TestApplication;
let anna: string;
let boris: string;
let conversationId: conversations.ConversationId;

beforeAll(async () => {
  house = await openTestHouse();
  application = await connectApplication(house, ["Анна Ковалёва", "Борис Жуков", "Вера Тихонова"]);
  [anna, boris] = [await application.tokenOf("Анна Ковалёва"), await application.tokenOf("Борис Жуков")];
  conversationId = (
    await house.call(conversations.createGroup, { id: newId(), title: "Планёрка", userIds: [application.idOf("Борис Жуков")] }, anna)
  ).id;
});
afterAll(() => house.stop());

const post = (text: string, token = anna) => house.call(postMessage, { conversationId, id: newId(), text }, token);
const search = (query: string, token = anna, more: object = {}) => house.call(findMessages, { query, ...more }, token);
/** Search stands a moment behind the messages. */
const awaitHits = (query: string, count: number) =>
  expect.poll(async () => (await search(query)).hits.length, { timeout: 10_000 }).toBe(count);

describe("a message", () => {
  it("is found a moment after it was written, with what was found in it", async () => {
    const { seq } = await post("Подписали **договоры** поставки с «Ромашкой»");
    await awaitHits("договор", 1);
    const { hits, conversations: heads } = await search("договор");
    expect(hits[0]).toMatchObject({ conversationId, seq, authorId: application.idOf("Анна Ковалёва") });
    const { text, found } = hits[0]!.snippet;
    expect(text).toBe("Подписали договоры поставки с «Ромашкой»");
    expect(found.map(({ start, end }) => text.slice(start, end))).toEqual(["договоры"]);
    expect(heads.map(({ title }) => title)).toEqual(["Планёрка"]);
  });

  it("is not found by its old words from the moment it is edited, nor at all when it is deleted", async () => {
    const { seq } = await post("каракатица");
    await awaitHits("каракатица", 1);
    await house.call(editMessage, { conversationId, seq, text: "осьминог" }, anna);
    expect((await search("каракатица")).hits).toEqual([]);
    await awaitHits("осьминог", 1);
    await house.call(deleteMessage, { conversationId, seq }, anna);
    expect((await search("осьминог")).hits).toEqual([]);
  });

  it("is not found by who does not see its conversation, whatever he asks", async () => {
    await post("сокровенное");
    await awaitHits("сокровенное", 1);
    const vera = await application.tokenOf("Вера Тихонова");
    expect((await search("сокровенное", vera)).hits).toEqual([]);
    expect((await search("сокровеное", vera)).corrections).toEqual([]);
    expect((await search("от:Анна", vera)).hits).toEqual([]);
    expect((await search("в:Планёрка сокровенное", vera)).hits).toEqual([]);
    await expect(search("сокровенное", vera, { conversationId })).rejects.toMatchObject({ code: "not_found" });
    expect((await search("сокровенное", boris)).hits).toHaveLength(1);
  });
});

it("pages go on where the last one ended, also between messages of one instant", async () => {
  for (let number = 1; number <= 7; number += 1) await post(`страусиная ферма ${number}`);
  await awaitHits("страусиная", 7);
  const seen: number[] = [];
  for (let cursor: string | undefined; ;) {
    const page = await search("страусиная", anna, { limit: 3, ...(cursor && { cursor }) });
    seen.push(...page.hits.map(({ seq }) => seq));
    if (page.next === null) break;
    cursor = page.next;
  }
  expect(seen).toHaveLength(7);
  expect(seen).toEqual(seen.toSorted((a, b) => b - a));
});

it("nothing is asked: nothing is found", async () => {
  for (const query of ["", "  ", "и", "-договор", "!!!"]) expect((await search(query)).hits).toEqual([]);
});

it.each(["'", "\\", "a & b", "(", "<->", ":*", "!", "\u0000", "договор:*", "%", "🙂", "'; drop table"])(
  "signs mean nothing: %s",
  async (query) => {
    await expect(search(query)).resolves.toBeDefined();
  },
);
