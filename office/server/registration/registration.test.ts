import { newId, parseErrorBody } from "@veche/kernel";
import type { RouteInput } from "@veche/kernel";
import { addLink, createDocument, getDocument, listHistory, listLinks, removeLink, updateDocument } from "@veche/office-domain/documents";
import type { Document, DocumentId } from "@veche/office-domain/documents";
import * as api from "@veche/office-domain/registration";
import type { Register, RegisterInput } from "@veche/office-domain/registration";
import { toLocalDate } from "@veche/office-domain/registration";
import type { Clock } from "@veche/server/clock";
import { sql } from "kysely";
import { openDatabase } from "@veche/server/database";
import { silentLog } from "@veche/server/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestOffice } from "../testing/office.ts";
import type { TestBrowser, TestOffice } from "../testing/office.ts";

/** Stands on the last day of a year, or wanders over its end from look to look, there and back. */
class YearsEndClock implements Clock {
  #isWandering = false;
  #lookCount = 0;
  now(): Date {
    this.#lookCount += 1;
    const minute = this.#isWandering ? (this.#lookCount * 37) % 660 : 0;
    return new Date(Date.parse("2026-12-31T11:30:00.000Z") + minute * 60_000 + this.#lookCount);
  }
  wander(isWandering: boolean): void {
    this.#isWandering = isWandering;
  }
}

const clock = new YearsEndClock();
let office: TestOffice;
let administrator: TestBrowser;
let author: TestBrowser;
let clerk: TestBrowser;

beforeAll(async () => {
  office = await openTestOffice({ clock });
  ({ administrator, clerk: author } = await office.found());
  clerk = await office.hire(administrator, { login: "clerk", permissions: ["documents.readAll", "documents.register"] });
});
afterAll(() => office.stop());

async function write(fields: Partial<RouteInput<typeof createDocument>> = {}, as = author): Promise<Document> {
  const input = {
    id: newId<"Document">(),
    kind: "memo",
    title: "О ремонте",
    text: "Прошу",
    responsibleId: as.personId,
    ...fields,
  } as const;
  return office.call(createDocument, input, as);
}

async function openRegister(fields: Partial<RegisterInput> = {}): Promise<Register> {
  const id = newId<"Register">();
  const usual = { kinds: ["memo"], prefix: "", template: "{n}/{yy}", restart: "yearly", timeZone: "Europe/Moscow" } as const;
  return office.call(api.createRegister, { id, name: `Журнал ${id}`, ...usual, kinds: ["memo"], ...fields }, administrator);
}

const register = (documentId: DocumentId, { id }: Register, as = clerk) =>
  office.call(api.registerDocument, { documentId, registerId: id }, as);

async function refusal(route: Parameters<TestOffice["send"]>[0], input: Record<string, unknown>, as: TestBrowser): Promise<unknown> {
  const { statusCode, body } = await office.send(route, input, as);
  expect(statusCode).toBeGreaterThanOrEqual(400);
  const { code, details } = parseErrorBody(body);
  return { code, ...details };
}

test("a document gets its number once, by whom may register, and keeps kind, number and date", async () => {
  const journal = await openRegister({ prefix: "СЗ", template: "{prefix}-{n:3}/{yy}" });
  const { id } = await write();
  expect(await refusal(api.registerDocument, { documentId: id, registerId: journal.id }, author)).toMatchObject({ code: "forbidden" });
  const first = await register(id, journal);
  expect(first).toMatchObject({ number: "СЗ-001/26", registeredOn: "2026-12-31", personId: clerk.personId, registerName: journal.name });
  expect(await register(id, journal)).toEqual(first);
  expect(await refusal(api.registerDocument, { documentId: id, registerId: (await openRegister()).id }, clerk)).toMatchObject({
    code: "conflict",
    reason: "registeredElsewhere",
    number: "СЗ-001/26",
  });
  const card = await office.call(getDocument, { documentId: id }, author);
  expect(card).toMatchObject({
    number: "СЗ-001/26",
    documentOn: "2026-12-31",
    state: "registered",
    isRegistered: true,
    can: { delete: false },
  });
  for (const change of [{ number: "1" }, { kind: "order" }, { documentOn: null }, { state: "draft" }]) {
    const answer = await refusal(updateDocument, { documentId: id, version: card.version, ...change }, author);
    expect(answer).toMatchObject({ code: "conflict", reason: "registered", fields: Object.keys(change) });
  }
  const { items } = await office.call(listHistory, { documentId: id }, author);
  expect(items[0]).toMatchObject({ type: "registered", subjects: ["СЗ-001/26"], personId: clerk.personId });
  expect((await office.call(api.getRegistration, { documentId: id }, author)).registration).toEqual(first);
});

test("what is incomplete, cancelled or of another kind is not registered, and takes no number", async () => {
  const journal = await openRegister({ kinds: ["invoice", "memo"], template: "{department}-{n}/{yy}" });
  const invoice = await write({ kind: "invoice", text: "" });
  const ask = (documentId: DocumentId): Promise<unknown> => refusal(api.registerDocument, { documentId, registerId: journal.id }, clerk);
  expect(await ask(invoice.id)).toMatchObject({ reason: "incomplete", fields: ["counterparty", "amountMinor", "text", "department"] });
  expect(await ask((await write({ kind: "order" })).id)).toMatchObject({ reason: "wrongKind" });
  expect(await ask((await write({ state: "cancelled" })).id)).toMatchObject({ reason: "cancelled" });
  expect(
    await refusal(createDocument, { id: newId(), kind: "memo", title: "x", responsibleId: author.personId, state: "registered" }, author),
  ).toMatchObject({ reason: "notRegistered" });
  expect((await office.call(api.listJournal, { registerId: journal.id }, clerk)).total).toBe(0);
});

test("a register whose numbers would come twice is refused, and how it begins anew stays once it has numbers", async () => {
  const journal = await openRegister();
  const wrong = { id: newId(), name: "Повтор", kinds: ["memo"], prefix: "", template: "{n}", restart: "yearly", timeZone: "Europe/Moscow" };
  expect(await refusal(api.createRegister, wrong, administrator)).toMatchObject({
    code: "invalid",
    field: "template",
    reason: "yearMissing",
  });
  expect(await refusal(api.createRegister, { ...wrong, template: "{n}/{yy}", name: journal.name }, administrator)).toMatchObject({
    reason: "nameTaken",
  });
  expect(await refusal(api.createRegister, { ...wrong, template: "{n}/{yy}" }, clerk)).toMatchObject({ code: "forbidden" });
  expect(await refusal(api.createRegister, { ...wrong, template: "{n}/{yy}", timeZone: "Europe/Nowhere" }, administrator)).toMatchObject({
    code: "invalid",
  });
  await register((await write()).id, journal);
  expect(await refusal(api.updateRegister, { registerId: journal.id, restart: "never" }, administrator)).toMatchObject({
    reason: "numbersGiven",
  });
  const renamed = await office.call(api.updateRegister, { registerId: journal.id, template: "{n:4}/{yyyy}" }, administrator);
  expect(renamed.nextNumber).toBe("0002/2026");
});

test("a number is reserved, used later, voided; the journal tells who, when and why, and names no document that one does not see", async () => {
  const journal = await openRegister();
  const id = newId<"RegisterEntry">();
  const wish = { registerId: journal.id, id, kind: "memo", reason: "Для письма министру" } as const;
  const [reserved, repeated] = await Promise.all([wish, wish].map((input) => office.call(api.reserveNumber, input, clerk)));
  expect(repeated).toEqual(reserved);
  expect(await office.call(api.reserveNumber, wish, clerk)).toEqual(reserved);
  const one = await write();
  expect(await register(one.id, journal)).toMatchObject({ number: "2/26" });
  const other = await write({ title: "Министру" });
  const used = await office.call(api.registerDocument, { documentId: other.id, registerId: journal.id, entryId: id }, clerk);
  expect(used.number).toBe("1/26");
  expect(await refusal(api.registerDocument, { documentId: (await write()).id, registerId: journal.id, entryId: id }, clerk)).toMatchObject(
    { reason: "notReserved" },
  );
  const voided = await office.call(api.voidNumber, { entryId: id, reason: "Ошибка" }, clerk);
  expect(voided.steps.map(({ state, reason }) => [state, reason])).toEqual([
    ["reserved", "Для письма министру"],
    ["registered", ""],
    ["voided", "Ошибка"],
  ]);
  expect(await office.call(getDocument, { documentId: other.id }, author)).toMatchObject({
    number: "",
    isRegistered: false,
    state: "inWork",
  });
  expect(await register(other.id, journal)).toMatchObject({ number: "3/26" });
  const blind = await office.hire(administrator, { login: "blind", permissions: ["documents.register"] });
  const seen = await office.call(api.listJournal, { registerId: journal.id, limit: 2 }, clerk);
  const rest = await office.call(api.listJournal, { registerId: journal.id, cursor: seen.next! }, blind);
  expect([...seen.items, ...rest.items].map(({ number, state, document }) => [number, state, document?.title])).toEqual([
    ["3/26", "registered", "Министру"],
    ["2/26", "registered", "О ремонте"],
    ["1/26", "voided", undefined],
  ]);
  expect(await refusal(api.listJournal, { registerId: journal.id }, author)).toMatchObject({ code: "forbidden" });
  expect(await refusal(api.registerDocument, { documentId: one.id, registerId: journal.id }, blind)).toMatchObject({ code: "not_found" });
});

test("a link is shown at both ends to who sees both documents, and to nobody else, nor in the history", async () => {
  const reader = await office.hire(administrator, { login: "reader" });
  const letter = await write({ kind: "incomingLetter", title: "Письмо", participants: [{ kind: "person", personId: reader.personId }] });
  const answer = await write({ kind: "outgoingLetter", title: "Ответ" });
  const id = newId<"DocumentLink">();
  const link = { documentId: answer.id, id, relation: "inReplyTo", otherId: letter.id } as const;
  const made = await office.call(addLink, link, author);
  expect(await office.call(addLink, link, author)).toEqual(made);
  expect(made.items).toMatchObject([{ id, relation: "inReplyTo", document: { title: "Письмо" } }]);
  expect((await office.call(listLinks, { documentId: letter.id }, author)).items).toMatchObject([{ relation: "answeredBy" }]);
  expect((await office.call(listLinks, { documentId: letter.id }, reader)).items).toEqual([]);
  expect((await office.call(listHistory, { documentId: letter.id }, reader)).items.map(({ type }) => type)).toEqual(["created"]);
  expect((await office.call(listHistory, { documentId: letter.id }, author)).items[0]).toMatchObject({
    type: "linkAdded",
    subjects: ["answeredBy", "Ответ"],
  });
  expect(await refusal(addLink, { ...link, id: newId() }, author)).toMatchObject({ reason: "linked" });
  expect(await refusal(addLink, { ...link, id: newId(), documentId: letter.id, otherId: answer.id }, author)).toMatchObject({
    reason: "opposite",
  });
  expect(await refusal(addLink, { ...link, id: newId(), otherId: answer.id }, author)).toMatchObject({ code: "invalid" });
  const secret = await write({ title: "Тайна" }, administrator);
  expect(await refusal(addLink, { ...link, id: newId(), otherId: secret.id }, author)).toMatchObject({ code: "not_found" });
  expect(await refusal(removeLink, { documentId: letter.id, linkId: id }, reader)).toMatchObject({ code: "forbidden" });
  expect((await office.call(removeLink, { documentId: letter.id, linkId: id }, author)).items).toEqual([]);
  const back = { documentId: letter.id, id, relation: "answeredBy", otherId: answer.id } as const;
  expect((await office.call(addLink, back, author)).items).toMatchObject([{ relation: "answeredBy" }]);
  expect((await office.call(listLinks, { documentId: answer.id }, author)).items).toMatchObject([{ id, relation: "inReplyTo" }]);
});

test("1,000 registrations at once in 4 registers over the New Year in two time zones: no number twice, none left out, the right year", async () => {
  const documentCount = 1_000;
  const registers = await Promise.all(
    ["Europe/Moscow", "Asia/Vladivostok"].flatMap((timeZone) => [
      openRegister({ timeZone }),
      openRegister({ timeZone, restart: "never", template: "{n}" }),
    ]),
  );
  const database = openDatabase({ schema: "office", connection: office.databaseUrl, log: silentLog });
  try {
    const { rows: documents } = await sql<{ id: DocumentId }>`
      insert into office.documents (id, kind, title, number, state, counterparty, author_id, responsible_id, text, version, created_at, updated_at)
      select gen_random_uuid(), 'memo', 'Одно из многих', '', 'inWork', '', ${author.personId}, ${author.personId}, 'текст', 1, now(), now()
      from generate_series(1, ${documentCount}) returning id`.execute(database.kysely);
    clock.wander(true);
    await Promise.all(documents.map(({ id }, index) => register(id, registers[index % registers.length]!)));
    clock.wander(false);
    const ids = registers.map(({ id }) => id);
    const { rows } = await sql<{ registerId: string; year: number; count: number; last: number; isGapless: boolean }>`
      select e.register_id "registerId", e.year, count(*)::int count, max(e.sequence) last,
        count(distinct e.sequence) = max(e.sequence) and min(e.sequence) = 1 "isGapless"
      from office.register_entries e where e.register_id = any (${ids}::uuid[]) group by e.register_id, e.year`.execute(database.kysely);
    expect(rows.every(({ isGapless, count, last }) => isGapless && count === last)).toBe(true);
    expect(rows.reduce((sum, { count }) => sum + count, 0)).toBe(documentCount);
    expect(rows.map(({ year }) => year).toSorted((a, b) => a - b)).toEqual([0, 0, 2026, 2026, 2027, 2027]);
    const { rows: taken } = await sql<{ takenAt: Date; year: number; number: string; timeZone: string }>`
      select e.taken_at "takenAt", e.year, e.number, r.time_zone "timeZone" from office.register_entries e
      join office.registers r on r.id = e.register_id where r.id = any (${ids}::uuid[]) and e.year > 0`.execute(database.kysely);
    for (const { takenAt, year, number, timeZone } of taken) {
      expect(year).toBe(Number(toLocalDate(new Date(takenAt), timeZone).slice(0, 4)));
      expect(number.endsWith(`/${String(year).slice(2)}`)).toBe(true);
    }
  } finally {
    await database.stop();
  }
}, 60_000);
