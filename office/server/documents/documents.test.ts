import { newId } from "@veche/kernel";
import type { RouteInput } from "@veche/kernel";
import { createDepartment, updateDepartment, updatePerson } from "@veche/office-domain/directory";
import * as api from "@veche/office-domain/documents";
import type { Document, DocumentEvent, DocumentRow } from "@veche/office-domain/documents";
import { applyDocumentEvent } from "@veche/office-domain/documents";
import { fileUrl, uploadsPath } from "@veche/office-domain/files";
import type { FileId } from "@veche/office-domain/files";
import { expectConverges } from "@veche/server/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestOffice } from "../testing/office.ts";
import type { TestBrowser, TestListener, TestOffice } from "../testing/office.ts";

let office: TestOffice;
let administrator: TestBrowser;
let author: TestBrowser;
let reader: TestBrowser;
let stranger: TestBrowser;

beforeAll(async () => {
  office = await openTestOffice();
  ({ administrator, clerk: author } = await office.found());
  reader = await office.hire(administrator, { login: "reader", fullName: "Читатель Анна Ивановна" });
  stranger = await office.hire(administrator, { login: "stranger" });
});
afterAll(() => office.stop());

async function write(fields: Partial<RouteInput<typeof api.createDocument>> = {}, as = author): Promise<Document> {
  office.clock.advance(1000);
  const input = { id: newId<"Document">(), kind: "memo", title: "О ремонте", responsibleId: as.personId, ...fields } as const;
  return office.call(api.createDocument, input, as);
}

async function find(query: string, as = author): Promise<readonly string[]> {
  const { items } = await office.call(api.listDocuments, { query }, as);
  return items.map(({ title }) => title);
}

async function upload(as: TestBrowser, name: string, filetype: string, content: string): Promise<FileId> {
  const id = newId<"File">();
  const encode = (text: string): string => Buffer.from(text).toString("base64");
  const address = await office.openPort();
  const headers = { cookie: as.cookie ?? "", "tus-resumable": "1.0.0" };
  const created = await fetch(`${address}${uploadsPath}`, {
    method: "POST",
    headers: {
      ...headers,
      "upload-length": String(Buffer.byteLength(content)),
      "upload-metadata": `filename ${encode(name)},filetype ${encode(filetype)},fileId ${encode(id)}`,
    },
  });
  expect(created.status).toBe(201);
  const sent = await fetch(new URL(created.headers.get("location")!, address), {
    method: "PATCH",
    headers: { ...headers, "upload-offset": "0", "content-type": "application/offset+octet-stream" },
    body: content,
  });
  expect(sent.status).toBe(204);
  return id;
}

test("a document is made once, by whom may make documents", async () => {
  const document = await write({ title: "Один" });
  const again = await write({ id: document.id, title: "Другой" });
  expect(again).toMatchObject({ id: document.id, title: "Один", version: 1, can: { edit: true, share: true, delete: true } });
  expect(await office.refusal(api.createDocument, { ...document, responsibleId: newId<"Person">() }, author)).toBe("invalid");
  const mute = await office.hire(administrator, { login: "mute", permissions: [] });
  const input = { id: newId<"Document">(), kind: "memo", title: "Нет", responsibleId: mute.personId } as const;
  expect(await office.refusal(api.createDocument, input, mute)).toBe("forbidden");
  expect(await office.refusal(api.createDocument, { ...input, id: document.id, responsibleId: reader.personId }, reader)).toBe("not_found");
});

test("a stranger sees nothing of a document: neither card, nor list, nor search, nor count, nor history, nor link", async () => {
  const { id } = await write({ title: "Секретная ведомость", participants: [{ kind: "person", personId: reader.personId }] });
  expect(await find("ведомости", reader)).toEqual(["Секретная ведомость"]);
  expect(await find("ведомости", stranger)).toEqual([]);
  expect((await office.call(api.listDocuments, {}, stranger)).total).toBe(0);
  expect((await office.call(api.getCards, { documentIds: [id] }, stranger)).items).toEqual([]);
  expect((await office.call(api.getCards, { documentIds: [id, id] }, reader)).items).toHaveLength(1);
  expect(await office.refusal(api.getDocument, { documentId: id }, stranger)).toBe("not_found");
  expect(await office.refusal(api.listHistory, { documentId: id }, stranger)).toBe("not_found");
  expect(await office.refusal(api.listViewers, { documentId: id }, stranger)).toBe("not_found");
  expect(await office.refusal(api.updateDocument, { documentId: id, version: 1, title: "x" }, reader)).toBe("forbidden");
});

test("who sees a document is explained: author, participant, department with what is below it, the records clerk", async () => {
  const top = await office.call(createDepartment, { name: "Склад" }, administrator);
  const below = await office.call(createDepartment, { name: "Приёмка", parentId: top.id }, administrator);
  const worker = await office.hire(administrator, { login: "worker", departmentId: below.id });
  const records = await office.hire(administrator, { login: "records", permissions: ["documents.readAll"] });
  const { id } = await write({ title: "Приказ по складу", participants: [{ kind: "department", departmentId: top.id }] });
  expect(await find("приказы", worker)).toEqual(["Приказ по складу"]);
  const { items } = await office.call(api.listViewers, { documentId: id }, worker);
  expect(new Map(items.map(({ personId, reason }) => [personId, reason]))).toEqual(
    new Map([
      [administrator.personId, "readAll"],
      [author.personId, "author"],
      [worker.personId, "department"],
      [records.personId, "readAll"],
    ]),
  );
  await office.call(updateDepartment, { departmentId: below.id, parentId: null }, administrator);
  expect(await office.refusal(api.getDocument, { documentId: id }, worker)).toBe("not_found");
});

test("search knows Russian and English forms, beginnings, numbers, ё and the wrong layout", async () => {
  await write({ title: "Договоры поставки насосов", number: "КП-0417/26", counterparty: "ООО «Тёплый дом»", text: "Delivery schedules" });
  for (const query of ["договора", "насос", "дог", "КП-0417", "0417", "теплый", "schedule", "ljujdjh", "поставка договор"]) {
    expect([query, await find(query)]).toEqual([query, ["Договоры поставки насосов"]]);
  }
  expect(await find("вертолёт")).toEqual([]);
  expect(await find("!!!")).toEqual([]);
});

test("filters, sorting and pages: everything once, in the order asked for", async () => {
  const keeper = await office.hire(administrator, { login: "keeper" });
  const titles = ["Ёлка", "Ель", "Жук", "Акт"];
  for (const [index, title] of titles.entries()) {
    await write({ title, kind: index === 3 ? "act" : "memo", dueOn: index === 0 ? null : `2026-12-0${index}` }, keeper);
  }
  for (const sort of ["title", "dueOn", "updatedAt", "number", "documentOn"] as const) {
    for (const direction of ["asc", "desc"] as const) {
      const whole = await office.call(api.listDocuments, { sort, direction }, keeper);
      const paged: DocumentRow[] = [];
      let cursor: string | undefined;
      do {
        const page = await office.call(api.listDocuments, { sort, direction, limit: 1, ...(cursor !== undefined && { cursor }) }, keeper);
        paged.push(...page.items);
        cursor = page.next ?? undefined;
      } while (cursor !== undefined);
      expect(paged).toEqual(whole.items);
      expect(whole.total).toBe(4);
    }
  }
  const byTitle = await office.call(api.listDocuments, { sort: "title", direction: "asc" }, keeper);
  expect(byTitle.items.map(({ title }) => title)).toEqual(["Акт", "Ёлка", "Ель", "Жук"]);
  expect((await office.call(api.listDocuments, { kind: "act" }, keeper)).total).toBe(1);
  expect((await office.call(api.listDocuments, { responsibleId: author.personId }, keeper)).total).toBe(0);
});

test("of two changes of the same version one is refused; history names the fields", async () => {
  const { id } = await write();
  const changed = await office.call(api.updateDocument, { documentId: id, version: 1, title: "О ремонте крыши", state: "inWork" }, author);
  expect(changed).toMatchObject({ version: 2, title: "О ремонте крыши", state: "inWork" });
  expect(await office.refusal(api.updateDocument, { documentId: id, version: 1, title: "Поздно" }, author)).toBe("conflict");
  const { items } = await office.call(api.listHistory, { documentId: id }, author);
  expect(items.map(({ type, subjects }) => [type, subjects])).toEqual([
    ["changed", ["title", "state"]],
    ["created", []],
  ]);
});

test("a removed document is gone for everybody, and its author brings it back", async () => {
  const { id } = await write({ participants: [{ kind: "person", personId: reader.personId }] });
  expect(await office.refusal(api.deleteDocument, { documentId: id }, reader)).toBe("forbidden");
  await office.call(api.deleteDocument, { documentId: id }, author);
  expect(await office.refusal(api.getDocument, { documentId: id }, author)).toBe("not_found");
  expect(await office.refusal(api.restoreDocument, { documentId: id }, reader)).toBe("not_found");
  await office.call(api.restoreDocument, { documentId: id }, author);
  expect((await office.call(api.getDocument, { documentId: id }, reader)).id).toBe(id);
});

test("a file is its uploader's until it hangs on a document, and then of everybody who sees the document", async () => {
  const fileId = await upload(author, "../отчёт.txt", "text/plain", "Итого: 42");
  const url = fileUrl({ id: fileId, name: "отчёт.txt" });
  const get = (as: TestBrowser, headers = {}) => office.http.inject({ url, headers: { cookie: as.cookie ?? "", ...headers } });
  expect((await get(author)).body).toBe("Итого: 42");
  expect((await get(reader)).statusCode).toBe(404);
  expect(await office.refusal(api.createDocument, { ...(await write()), id: newId(), fileIds: [fileId] }, reader)).toBe("invalid");
  const document = await write({ participants: [{ kind: "person", personId: reader.personId }] });
  const { files } = await office.call(api.addFiles, { documentId: document.id, fileIds: [fileId] }, author);
  expect(files).toMatchObject([{ id: fileId, name: "отчёт.txt", sizeBytes: 14 }]);
  expect((await get(reader, { range: "bytes=0-3" })).statusCode).toBe(206);
  expect((await get(stranger)).statusCode).toBe(404);
  expect((await office.http.inject({ url })).statusCode).toBe(401);
  await office.call(api.removeFile, { documentId: document.id, fileId }, author);
  expect((await get(reader)).statusCode).toBe(404);
});

test("HTML and SVG are never shown, only saved", async () => {
  for (const type of ["text/html", "image/svg+xml"]) {
    const id = await upload(author, "x", type, "<script>alert(1)</script>");
    const answer = await office.http.inject({ url: fileUrl({ id, name: "x" }), headers: { cookie: author.cookie ?? "" } });
    expect(answer.headers["content-disposition"]).toMatch(/^attachment/);
    expect(answer.headers["x-content-type-options"]).toBe("nosniff");
    expect(answer.headers["content-security-policy"]).toContain("sandbox");
  }
});

/** The reader's list and what he hears; the marker is a change that comes last. */
async function watch(listener: TestListener, act: () => Promise<unknown>): Promise<readonly DocumentRow[]> {
  listener.events.length = 0;
  return expectConverges<readonly DocumentRow[], DocumentEvent>({
    snapshot: async () => (await office.call(api.listDocuments, { limit: 200 }, reader)).items,
    act: async () => {
      await act();
      await office.call(updatePerson, { personId: stranger.personId, city: `Город ${newId()}` }, administrator);
      await listener.heard((event) => event.type === "person.changed" && event.person.id === stranger.personId);
    },
    events: () => listener.events.filter((event): event is DocumentEvent => event.type.startsWith("document.")),
    apply: applyDocumentEvent,
  });
}

test("the list of a reader follows every change without a reload, and he hears of nothing else", async () => {
  const listener = await office.listen(reader);
  const isReader = { kind: "person", personId: reader.personId } as const;
  const department = await office.call(createDepartment, { name: "Новый отдел" }, administrator);
  let document = await write();
  await watch(listener, () => write({ title: "Чужой" }));
  expect(listener.events.some((event) => event.type.startsWith("document."))).toBe(false);
  await watch(listener, () => office.call(api.setParticipants, { documentId: document.id, participants: [isReader] }, author));
  await watch(listener, async () => {
    document = await office.call(api.getDocument, { documentId: document.id }, author);
    await office.call(api.updateDocument, { documentId: document.id, version: document.version, title: "Иначе" }, author);
  });
  await watch(listener, () => office.call(api.setParticipants, { documentId: document.id, participants: [] }, author));
  await watch(listener, () => write({ participants: [{ kind: "department", departmentId: department.id }] }));
  await watch(listener, () => office.call(updatePerson, { personId: reader.personId, departmentId: department.id }, administrator));
  await watch(listener, () => office.call(updatePerson, { personId: reader.personId, permissions: ["documents.readAll"] }, administrator));
  const left = await watch(listener, () =>
    office.call(updatePerson, { personId: reader.personId, departmentId: null, permissions: ["documents.create"] }, administrator),
  );
  expect(left.some(({ id }) => id === document.id)).toBe(false);
  listener.close();
});

test("who gains or loses more documents than can be told one by one is told to take his lists anew", async () => {
  const newcomer = await office.hire(administrator, { login: "newcomer" });
  const department = await office.call(createDepartment, { name: "Архив" }, administrator);
  const isDepartment = { kind: "department", departmentId: department.id } as const;
  for (let count = 0; count < 201; count += 1) await write({ participants: [isDepartment] });
  const listener = await office.listen(newcomer);
  const heard: string[] = [];
  for (const departmentId of [department.id, null]) {
    await office.call(updatePerson, { personId: newcomer.personId, departmentId }, administrator);
    await listener.heard((event) => event.type === "documents.changed");
    heard.push(...listener.events.splice(0).map(({ type }) => type));
    const { total } = await office.call(api.listDocuments, {}, newcomer);
    expect(total).toBe(departmentId === null ? 0 : 201);
  }
  expect(heard.filter((type) => type.startsWith("document"))).toEqual(["documents.changed", "documents.changed"]);
  listener.close();
});

test("while nothing is connected a change of rights says so", async () => {
  const { id } = await write();
  const { audience } = await office.call(api.setParticipants, { documentId: id, participants: [] }, author);
  expect(audience).toBe("notConnected");
  expect(await office.refusal(api.openDiscussion, { documentId: id }, author)).toBe("not_registered");
  expect(await office.refusal(api.openDiscussion, { documentId: id }, stranger)).toBe("not_found");
});
