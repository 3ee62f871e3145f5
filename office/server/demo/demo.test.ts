import { describe, expect, test } from "vitest";
import { describeCompany } from "./description.ts";
import { demoCompany } from "./index.ts";
import type { DemoCompany } from "./index.ts";

const now = new Date("2026-11-24T07:24:00Z");
const company = demoCompany(now);

function byKey<T extends { key: string }>(items: readonly T[]): ReadonlyMap<string, T> {
  return new Map(items.map((item) => [item.key, item]));
}

function textsOf(one: DemoCompany): readonly string[] {
  return [
    ...one.messages.map(({ text }) => text),
    ...one.messages.flatMap(({ edit }) => (edit ? [edit.earlierText] : [])),
    ...one.documents.flatMap(({ title, text }) => [title, text]),
    ...one.conversations.map(({ title }) => title),
  ];
}

describe("the demo company", () => {
  test("is as large as promised", () => {
    expect(company.people.length).toBeGreaterThanOrEqual(44);
    expect(company.departments.filter(({ parentKey }) => parentKey === null).length).toBeGreaterThanOrEqual(9);
    expect(company.documents.length).toBeGreaterThanOrEqual(70);
    expect(new Set(company.documents.map(({ kind }) => kind)).size).toBe(10);
    expect(company.messages.length).toBeGreaterThanOrEqual(2200);
    expect(new Set(company.messages.map(({ conversationKey }) => conversationKey)).size).toBeGreaterThanOrEqual(45);
  });

  test("is described by its own numbers", () => {
    expect(describeCompany(company)).toMatchObject({
      personCount: company.people.length,
      documentCount: company.documents.length,
      messageCount: company.messages.length,
    });
    expect(describeCompany({ ...company, messages: company.messages.slice(0, 1) })).toMatchObject({
      conversationCount: 1,
      messageCount: 1,
    });
  });

  test("is the same to the letter for the same instant", () => {
    expect(demoCompany(now)).toEqual({ ...company, files: expect.anything() });
    for (const [index, file] of demoCompany(now).files.entries()) expect(file.content()).toEqual(company.files[index]!.content());
  });

  test("names every key once", () => {
    for (const items of [
      company.people,
      company.departments,
      company.counterparties,
      company.documents,
      company.files,
      company.conversations,
      company.messages,
    ]) {
      expect(byKey<{ key: string }>(items).size).toBe(items.length);
    }
    expect(new Set(company.people.map(({ email }) => email)).size).toBe(company.people.length);
    expect(new Set(company.documents.filter(({ number }) => number !== "").map(({ kind, number }) => `${kind} ${number}`)).size).toBe(
      company.documents.filter(({ number }) => number !== "").length,
    );
  });

  test("lets nobody belong to, head or substitute what does not exist", () => {
    const people = byKey(company.people);
    const departments = byKey(company.departments);
    const seen = new Set<string>();
    for (const { key, parentKey, headKey } of company.departments) {
      expect(people.has(headKey)).toBe(true);
      expect(parentKey === null || seen.has(parentKey)).toBe(true);
      seen.add(key);
    }
    for (const person of company.people) {
      expect(departments.has(person.departmentKey)).toBe(true);
      expect(person.responsibilities.length).toBeGreaterThan(0);
      expect(people.has(person.absence?.substituteKey ?? person.key)).toBe(true);
    }
  });

  test("ties every document to real people, counterparties and files", () => {
    const people = byKey(company.people);
    const departments = byKey(company.departments);
    const counterparties = byKey(company.counterparties);
    const files = byKey(company.files);
    for (const document of company.documents) {
      expect(people.has(document.authorKey) && people.has(document.responsibleKey)).toBe(true);
      for (const { kind, key } of document.participants) expect((kind === "person" ? people : departments).has(key)).toBe(true);
      expect(document.counterpartyKey === null || counterparties.has(document.counterpartyKey)).toBe(true);
      for (const key of document.fileKeys) expect(files.has(key)).toBe(true);
      expect(document.state === "draft" || document.state === "onApproval" || document.number !== "").toBe(true);
    }
  });

  test("lets only members write, react and read, and never before the conversation and its cards exist", () => {
    const conversations = byKey(company.conversations);
    const documents = byKey(company.documents);
    const files = byKey(company.files);
    for (const message of company.messages) {
      const conversation = conversations.get(message.conversationKey)!;
      const members = new Set(conversation.memberKeys);
      expect(members.has(message.authorKey)).toBe(true);
      for (const key of message.mentionKeys) expect(members.has(key)).toBe(true);
      for (const { personKeys } of message.reactions) for (const key of personKeys) expect(members.has(key)).toBe(true);
      expect(message.at.getTime()).toBeGreaterThan(conversation.createdAt.getTime());
      for (const key of message.documentKeys) expect(documents.get(key)!.createdAt.getTime()).toBeLessThan(message.at.getTime());
      for (const key of message.fileKeys) expect(files.has(key)).toBe(true);
    }
    for (const { conversationKey, personKey } of [...company.readMarks, ...company.preferences])
      expect(conversations.get(conversationKey)!.memberKeys).toContain(personKey);
  });

  test("answers only earlier messages of the same conversation", () => {
    const messages = byKey(company.messages);
    for (const message of company.messages.filter(({ replyToKey }) => replyToKey !== null)) {
      const answered = messages.get(message.replyToKey!)!;
      expect(answered.conversationKey).toBe(message.conversationKey);
      expect(answered.at.getTime()).toBeLessThan(message.at.getTime());
    }
    expect(company.messages.filter(({ replyToKey }) => replyToKey !== null).length).toBeGreaterThan(500);
  });

  test("lives in working hours of Moscow, from three months ago until today, in an order without ties", () => {
    const instants = new Map<string, number>();
    const misplaced = company.messages.filter(({ at, conversationKey }) => {
      const local = new Date(at.getTime() + 3 * 3_600_000);
      const isWorkingTime = local.getUTCDay() % 6 !== 0 && local.getUTCHours() >= 8 && local.getUTCHours() < 19;
      const isInOrder = at.getTime() > (instants.get(conversationKey) ?? 0);
      instants.set(conversationKey, at.getTime());
      return !isWorkingTime || !isInOrder;
    });
    expect(misplaced).toEqual([]);
    const newest = company.messages.at(-1)!.at.getTime();
    expect(now.getTime() - newest).toBeLessThan(3_600_000);
    expect(now.getTime() - company.messages[0]!.at.getTime()).toBeGreaterThan(80 * 86_400_000);
  });

  test.each(["2026-11-24T21:05:00Z", "2027-01-03T02:00:00Z", "2026-06-13T12:00:00Z", "2026-11-24T04:16:00Z"])(
    "has nothing in the future and something today at %s",
    (instant) => {
      const then = new Date(instant);
      const other = demoCompany(then);
      const newest = other.messages.at(-1)!.at;
      const moscowDate = (at: Date): string => new Date(at.getTime() + 3 * 3_600_000).toISOString().slice(0, 10);
      expect(newest.getTime()).toBeLessThanOrEqual(then.getTime());
      expect(moscowDate(newest)).toBe(moscowDate(then));
      expect(other.documents.every(({ createdAt }) => createdAt.getTime() <= then.getTime())).toBe(true);
      for (const { edit } of other.messages) expect(edit === null || edit.at.getTime() <= then.getTime()).toBe(true);
    },
  );

  test("is set as a Russian typesetter would: «ёлочки», dashes, no-break spaces; nothing empty, nothing unresolved", () => {
    const carelessType = /["“”]| - |\.\.\.|№ (?=\d)|\d ₽|\d %| —|(?<![а-яё-])[вксоуи] (?=[а-яё])/i;
    const unresolved = /[{}|<>[\]]|undefined|««|»»/;
    const texts = textsOf(company);
    expect(texts.filter((text) => text.trim() !== text || carelessType.test(text))).toEqual([]);
    expect(texts.filter((text) => unresolved.test(text.replaceAll(/\{@[a-z]+\}/g, "")))).toEqual([]);
    expect(company.messages.filter(({ text }) => text === "")).toEqual([]);
    expect(company.documents.filter(({ text }) => text.length < 60)).toEqual([]);
  });

  test("leaves Dmitry Orlov exactly the unread messages of the pictures", () => {
    const unread = (conversationKey: string): number => {
      const own = company.messages.filter((message) => message.conversationKey === conversationKey);
      const mark = company.readMarks.find((one) => one.conversationKey === conversationKey && one.personKey === "orlov");
      return own.length - 1 - own.findIndex(({ key }) => key === mark?.messageKey);
    };
    expect(["sales", "doc:kp-0417", "orlov+savelyeva", "orlov+lebedev"].map(unread)).toEqual([2, 3, 1, 0]);
    const sales = company.messages.filter(({ conversationKey }) => conversationKey === "sales");
    expect(sales.at(-1)!.mentionKeys).toEqual(["orlov"]);
  });
});

const signatures = { "image/png": "\u2030PNG\r\n\u001A\n", "application/pdf": "%PDF-1.4", "text/csv": "", "text/plain": "" } as const;

describe("the files of the demo company", () => {
  test.each(company.files.map((file) => [file.name, file] as const))("%s is what its type says", (_, file) => {
    const bytes = file.content();
    expect(new TextDecoder("latin1").decode(bytes).startsWith(signatures[file.mediaType])).toBe(true);
    expect(bytes.length).toBeGreaterThan(300);
    expect(bytes.length).toBeLessThan(200_000);
  });

  test("a PDF finds its objects where its table says", () => {
    const source = new TextDecoder("latin1").decode(company.files.find(({ key }) => key === "offer-0417")!.content());
    const offsets = [...source.matchAll(/^(\d{10}) 00000 n $/gm)].map((match) => Number(match[1]));
    expect(offsets.length).toBeGreaterThan(5);
    offsets.forEach((offset, index) => expect(source.slice(offset)).toMatch(new RegExp(`^${index + 1} 0 obj`)));
    expect(source.slice(Number(/startxref\n(\d+)/.exec(source)![1]))).toMatch(/^xref/);
  });
});
