import * as conversations from "@veche/collab-domain/conversations";
import { deleteMessage, editMessage, postMessage } from "@veche/collab-domain/messages";
import { findMessages } from "@veche/collab-domain/search";
import { newId } from "@veche/kernel";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connectApplication, openTestHouse, type TestApplication, type TestHouse } from "../testing/house.ts";
import { openSearch } from "./index.ts";

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

/** The index of a second server on the same database. */
const openIndex = () =>
  openSearch({
    db: house.database.kysely,
    transact: (run) => house.database.transaction(run),
    handleFault: (error) => {
      throw error;
    },
  });

async function indexAll(): Promise<void> {
  const index = openIndex();
  await index.sweep();
  await index.drain();
  await index.stop();
}

describe("the index", () => {
  const readIndex = async () =>
    (await house.database.pool.query("select conversation_id, seq, text_hash::text, words::text from collab.message_search order by 1, 2"))
      .rows;

  it("finds by itself what a server wrote that ended before it indexed", async () => {
    const { conversationId: here, seq } = await post("опорный конспект");
    await awaitHits("конспект", 1);
    const forget =
      "with gone as (delete from collab.message_search) update collab.search_progress set change_seq = $1 where conversation_id = $2";
    await house.database.pool.query(forget, [seq - 1, here]);
    expect((await search("конспект")).hits).toEqual([]);
    await indexAll();
    expect((await search("конспект")).hits).toHaveLength(1);
  });

  it("is the same when it is made anew from the messages", async () => {
    const { seq } = await post("ранний текст");
    await post("[@Борис](veche:user/" + application.idOf("Борис Жуков") + ") проверь https://example.org/a");
    await house.call(editMessage, { conversationId, seq, text: "поздний текст" }, anna);
    const { seq: gone } = await post("лишнее");
    await house.call(deleteMessage, { conversationId, seq: gone }, anna);
    await house.database.pool.query("truncate collab.message_search, collab.search_words, collab.search_progress");
    await indexAll();
    const whole = await readIndex();
    await post("сигнальный фонарь");
    await awaitHits("фонарь", 1);
    expect((await readIndex()).slice(0, whole.length)).toEqual(whole);
    await house.database.pool.query("truncate collab.message_search, collab.search_words, collab.search_progress");
    await indexAll();
    expect((await readIndex()).slice(0, whole.length)).toEqual(whole);
    expect(whole.map(({ words }) => words).join()).not.toMatch(/лишн|ранн/);
  });
});

describe("the text of a file", () => {
  it("is found by the message it hangs on, whenever it comes, and goes with it", async () => {
    const fileId = newId();
    const { seq } = await post("смотрите приложение");
    await insertFile(fileId, seq);
    const index = openIndex();
    await index.keepFileText({ applicationId: application.id, fileId, text: `${"вводная часть ".repeat(40)}турбулентность потока` });
    await index.stop();
    const { hits } = await search("nehektynyjcnm");
    expect(hits.map((hit) => hit.seq)).toEqual([seq]);
    const snippet = hits[0]!.files[0]!.textSnippet!;
    expect(snippet.found.map(({ start, end }) => snippet.text.slice(start, end))).toEqual(["турбулентность"]);
    await house.call(deleteMessage, { conversationId, seq }, anna);
    expect((await search("турбулентность")).hits).toEqual([]);
    await index.clean(house.database.kysely);
    expect((await house.database.pool.query("select from collab.file_texts")).rowCount).toBe(0);
  });

  async function insertFile(fileId: string, seq: number): Promise<void> {
    const run = (text: string, values: unknown[]) => house.database.pool.query(text, [application.id, ...values]);
    await run(
      `insert into collab.files (application_id, id, uploader_id, name, media_type, size_bytes, blob_hash, created_at, claimed_at)
       values ($1, $2, $3, 'отчёт.pdf', 'application/pdf', 1, 'hash', now(), now())`,
      [fileId, application.idOf("Анна Ковалёва")],
    );
    await run(
      "insert into collab.message_attachments (application_id, conversation_id, seq, position, file_id) values ($1, $2, $3, 0, $4)",
      [conversationId, seq, fileId],
    );
    await run("update collab.messages set attachment_count = 1 where application_id = $1 and conversation_id = $2 and seq = $3", [
      conversationId,
      seq,
    ]);
  }
});

it("who is taken out of a conversation finds nothing of it from that moment", async () => {
  await post("прощальная записка");
  await awaitHits("прощальная", 1);
  expect((await search("прощальная", boris)).hits).toHaveLength(1);
  await house.call(conversations.removeMember, { conversationId, userId: application.idOf("Борис Жуков") }, anna);
  expect((await search("прощальная", boris)).hits).toEqual([]);
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
