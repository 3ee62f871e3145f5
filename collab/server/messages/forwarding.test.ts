import type { ConversationId } from "@veche/collab-domain/conversations";
import { removeMember } from "@veche/collab-domain/conversations";
import { createFileTicket } from "@veche/collab-domain/files";
import * as api from "@veche/collab-domain/messages";
import { must, newId } from "@veche/kernel";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { expectThreadFollows, makeGroup, openTestPair, type TestPair, type TestPerson } from "../testing/pair.ts";
import { uploadFile } from "../testing/upload.ts";

let pair: TestPair;
let source: ConversationId;
let target: ConversationId;

beforeAll(async () => {
  pair = await openTestPair();
});
afterAll(() => pair.stop());
beforeEach(async () => {
  source = await makeGroup(pair, ["boris"], "Откуда");
  target = await makeGroup(pair, ["vera"], "Куда");
});

const forward = (by: TestPerson, messages: readonly api.Message[], to = target) =>
  by.call(api.forwardMessages, { conversationId: to, forwards: messages.map(({ id }) => ({ id: newId(), messageId: id })) });
const placesOf = async (by: TestPerson, { forwardedFrom }: api.Message) =>
  (await by.call(api.listForwardPlaces, { messageIds: [must(forwardedFrom).messageId] })).items;

describe("forwarding", () => {
  it("posts several messages in order, under the names of those who wrote them, and needs no reload", async () => {
    const first = await pair.boris.post(source, "**раз**");
    const second = await pair.anna.post(source, "два");
    await expectThreadFollows(pair.vera, target, async () => must((await forward(pair.anna, [first, second])).items.at(-1)));
    const items = await pair.vera.list(target);
    expect(items.slice(-2)).toMatchObject([
      { text: "**раз**", authorId: second.authorId, forwardedFrom: { messageId: first.id, authorId: first.authorId } },
      { text: "два", forwardedFrom: { messageId: second.id, createdAt: second.createdAt } },
    ]);
  });

  it("makes one copy of the same id", async () => {
    const message = await pair.boris.post(source, "раз");
    const input = { conversationId: target, forwards: [{ id: newId<"Message">(), messageId: message.id }] };
    const first = await pair.anna.call(api.forwardMessages, input);
    expect(await pair.anna.call(api.forwardMessages, input)).toEqual(first);
  });

  it("says where a message comes from only to who may look there now", async () => {
    const message = await pair.boris.post(source, "раз");
    const [copy] = (await forward(pair.anna, [message])).items as [api.Message];
    const place = { messageId: message.id, conversationId: source, seq: message.seq, conversationTitle: "Откуда" };
    expect(await placesOf(pair.boris, copy)).toEqual([place]);
    expect(await placesOf(pair.vera, copy)).toEqual([]);
    await pair.anna.call(removeMember, { conversationId: source, userId: pair.application.idOf("boris") });
    expect(await placesOf(pair.boris, copy)).toEqual([]);
    await pair.anna.call(api.deleteMessage, { conversationId: source, seq: message.seq });
    expect(await placesOf(pair.anna, copy)).toEqual([]);
    expect((await pair.vera.list(target)).at(-1)).toMatchObject({ text: "раз", forwardedFrom: { messageId: message.id } });
  });

  it("of a copy names who wrote it first", async () => {
    const message = await pair.boris.post(source, "раз");
    const [copy] = (await forward(pair.anna, [message])).items as [api.Message];
    const further = await makeGroup(pair, ["boris"]);
    const [again] = (await forward(pair.anna, [copy], further)).items as [api.Message];
    expect(again.forwardedFrom).toEqual(copy.forwardedFrom);
  });

  it("calls nobody, neither when it is written nor when it is read", async () => {
    const message = await pair.boris.post(source, `[@Вера](veche:user/${pair.application.idOf("vera")}) и [@все](veche:everybody)`);
    const [copy] = (await forward(pair.anna, [message])).items as [api.Message];
    expect(copy.mentions).toEqual([]);
    expect((await pair.vera.list(target)).at(-1)?.mentions).toEqual([]);
    expect(await pair.vera.call(api.listConcerning, {})).toMatchObject({ items: [], unreadCount: 0 });
  });

  it("takes the files along: the same ones, seen by who sees the copy", async () => {
    const bytes = Buffer.from("один раз на диске");
    const fileId = await uploadFile(pair.house, pair.boris.token, { name: "план.txt", bytes });
    const message = await pair.boris.post(source, "", { fileIds: [fileId] });
    const open = async (): Promise<number> => {
      const { ticket } = await pair.vera.call(createFileTicket, {});
      return (await fetch(`${pair.house.origin}/files/collab/${fileId}/plan.txt?ticket=${ticket}`)).status;
    };
    expect(await open()).toBe(404);
    const [copy] = (await forward(pair.anna, [message])).items as [api.Message];
    expect(copy.attachments.map((attachment) => attachment.fileId)).toEqual([fileId]);
    await pair.boris.call(api.deleteMessage, { conversationId: source, seq: message.seq });
    expect(await open()).toBe(200);
  });
});

describe("forwarding is refused", () => {
  it("from where I may not look and to where I may not write, as if there were nothing", async () => {
    const message = await pair.boris.post(source, "тайна");
    await expect(forward(pair.vera, [message])).rejects.toMatchObject({ code: "not_found" });
    await expect(forward(pair.boris, [message])).rejects.toMatchObject({ code: "not_found" });
    const unknown = { ...message, id: newId<"Message">() };
    await expect(forward(pair.anna, [message, unknown])).rejects.toMatchObject({ code: "not_found" });
    expect((await pair.vera.list(target)).filter(({ note }) => note === null)).toEqual([]);
  });

  it("of a deleted message and of what the system says", async () => {
    const message = await pair.boris.post(source, "раз");
    await pair.boris.call(api.deleteMessage, { conversationId: source, seq: message.seq });
    const note = must((await pair.anna.list(source)).find((one) => one.note !== null));
    for (const one of [message, note]) await expect(forward(pair.anna, [one])).rejects.toMatchObject({ code: "forbidden" });
  });

  it("and so is changing the words of somebody else", async () => {
    const message = await pair.boris.post(source, "раз");
    const [copy] = (await forward(pair.anna, [message])).items as [api.Message];
    const edit = pair.anna.call(api.editMessage, { conversationId: target, seq: copy.seq, text: "он не это сказал" });
    await expect(edit).rejects.toMatchObject({ code: "forbidden" });
    await pair.anna.call(api.deleteMessage, { conversationId: target, seq: copy.seq });
    expect((await pair.vera.list(target)).at(-1)).toMatchObject({ text: "", forwardedFrom: null });
  });
});
