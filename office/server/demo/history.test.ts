import { importMessages } from "@veche/collab-domain/conversations";
import { parseMentions } from "@veche/collab-domain/messages";
import { expect, test } from "vitest";
import { toHistory } from "./history.ts";
import type { Names } from "./history.ts";
import { demoId } from "./ids.ts";
import { demoCompany } from "./index.ts";

const now = new Date("2026-11-24T07:24:00Z");
const company = demoCompany(now);
const idOf = (name: string): string => demoId("test", name, now);
const names: Names = {
  personIdOf: (key) => idOf(`person ${key}`),
  userIdOf: (key) => idOf(`user ${key}`),
  fullNameOf: (key) => key,
  messageIdOf: (message) => demoId("test", `message ${message.key}`, message.at),
  attachmentIdOf: (message, fileKey) => idOf(`attachment ${message.key} ${fileKey}`),
  documentLinkOf: (key) => `[${key}](/documents/${idOf(key)})`,
};

test("an id of the demo company is the same every time, differs between installations and carries its time", () => {
  expect(demoId("a", "person orlov", now)).toBe(demoId("a", "person orlov", now));
  expect(demoId("a", "person orlov", now)).not.toBe(demoId("b", "person orlov", now));
  expect(demoId("a", "person orlov", now)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(Number.parseInt(demoId("a", "x", now).replace("-", "").slice(0, 12), 16)).toBe(now.getTime());
});

test("every history is what the collaboration server accepts", () => {
  const histories = company.conversations.flatMap((conversation) => toHistory(company, conversation, { key: conversation.key }, names));
  const refused = histories.map((history) => importMessages.input.safeParse(history)).filter(({ success }) => !success);
  expect(refused).toEqual([]);
  expect(histories.reduce((count, { messages }) => count + messages.length, 0)).toBe(company.messages.length);
});

test("mentions become links, answered messages keep their ids, documents become links of their own line", () => {
  const sales = company.conversations.find(({ key }) => key === "sales")!;
  const [history] = toHistory(company, sales, { key: "sales" }, names);
  const question = history!.messages.at(-1)!;
  expect(parseMentions(question.text)).toEqual([{ kind: "user", userId: names.userIdOf("orlov") }]);
  const order = history!.messages.find(({ text }) => text.includes("ждёт предложение до"))!;
  expect(order.text.split("\n\n").at(-1)).toBe(names.documentLinkOf("kp-0417"));
  expect(history!.messages.find(({ replyToId }) => replyToId === order.id)!.fileIds).toHaveLength(3);
});

test("read marks count messages and travel with the last call", () => {
  const sales = company.conversations.find(({ key }) => key === "sales")!;
  const history = toHistory(company, sales, { key: "sales" }, names);
  const marks = history.at(-1)!.readMarks!;
  const messageCount = history.flatMap(({ messages }) => messages).length;
  expect(marks.find(({ externalId }) => externalId === names.personIdOf("orlov"))!.readSeq).toBe(messageCount - 2);
  expect(marks.length).toBe(sales.memberKeys.length);
});
