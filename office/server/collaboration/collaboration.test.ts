import { getConversation, listConversations, openPersonal } from "@veche/collab-domain/conversations";
import { getMe, listUsers } from "@veche/collab-domain/directory";
import { callRoute } from "@veche/collab-sdk/call";
import { createFileTicket, uploadsPath } from "@veche/collab-domain/files";
import { collabLivePath } from "@veche/collab-domain/everything";
import { AppError, closeCode, newId } from "@veche/kernel";
import type { Route, RouteInput, RouteOutput } from "@veche/kernel";
import * as api from "@veche/office-domain/collaboration";
import { createDepartment, getMe as getMyself, setBlocked, updatePerson } from "@veche/office-domain/directory";
import { createDocument, deleteDocument, openDiscussion, restoreDocument, setParticipants } from "@veche/office-domain/documents";
import type { Document } from "@veche/office-domain/documents";
import { endOtherSessions } from "@veche/office-domain/session";
import { systemClock } from "@veche/server/clock";
import { TestClock } from "@veche/server/testing";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { WebSocket } from "ws";
import { openTestCollab } from "../testing/collab.ts";
import type { TestCollab } from "../testing/collab.ts";
import { openTestOffice } from "../testing/office.ts";
import type { TestBrowser, TestOffice } from "../testing/office.ts";

let own: TestCollab;
let remote: TestCollab;

beforeAll(async () => {
  [own, remote] = await Promise.all([openTestCollab(), openTestCollab()]);
});
afterAll(() => Promise.all([own.stop(), remote.stop()]));

interface Company {
  readonly office: TestOffice;
  readonly administrator: TestBrowser;
  readonly clerk: TestBrowser;
}

async function found(): Promise<Company> {
  const office = await openTestOffice({ collabUrl: own.url, clock: systemClock, installationId: newId() });
  return { office, ...(await office.found()) };
}

const application = "Северный ветер";

async function connect({ office, administrator }: Company, serverUrl: string | null = null): Promise<api.Connection> {
  const email = `${newId()}@example.ru`;
  await office.call(api.beginConnection, { serverUrl, email, applicationName: application }, administrator);
  const code = await (serverUrl === null ? own : remote).readCode(email);
  return office.call(api.confirmConnection, { code }, administrator);
}

/** Calls the collaboration server as the browser of a person would. */
async function callAs<R extends Route>({ office }: Company, person: TestBrowser, route: R, input: RouteInput<R>): Promise<RouteOutput<R>> {
  const { serverUrl, token } = await office.call(api.createBrowserAccess, {}, person);
  return callRoute(serverUrl === "" ? own.url : serverUrl, route, input, { token });
}

/** @returns the promise of the code its socket closes with, when it is welcome */
async function listenTo(url: string, token: string): Promise<{ readonly closed: Promise<number> }> {
  const socket = new WebSocket(`${url.replace("http", "ws")}${collabLivePath}`);
  const closed = new Promise<number>((resolve) => socket.on("close", resolve));
  socket.on("open", () => socket.send(JSON.stringify({ hello: { token } })));
  await new Promise((resolve) => socket.once("message", resolve));
  return { closed };
}

/** A file of a person that hangs nowhere yet. @returns its address @see https://tus.io/protocols/resumable-upload#creation-with-upload */
async function upload(token: string, ticket: string): Promise<string> {
  const fileId = newId<"File">();
  const metadata = Object.entries({ fileId, filename: "a.txt", filetype: "text/plain" });
  const response = await fetch(`${own.url}${uploadsPath}`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${token}`,
      "tus-resumable": "1.0.0",
      "upload-length": "1",
      "upload-metadata": metadata.map(([name, value]) => `${name} ${Buffer.from(value).toString("base64")}`).join(","),
      "content-type": "application/offset+octet-stream",
    },
    body: "a",
  });
  expect(response.status).toBe(201);
  return `${own.url}/files/collab/${fileId}/a.txt?ticket=${ticket}`;
}

async function refusalOf(call: Promise<unknown>): Promise<string> {
  return call.then(
    () => "none",
    (error: unknown) => (error instanceof AppError ? error.code : String(error)),
  );
}

describe.each([
  ["the installation's own server", () => null],
  ["another server by its address", () => remote.url],
])("connecting to %s", (_, toUrl) => {
  test("a code makes the connection; everybody is mirrored and can be written to before he has ever signed in", async () => {
    const company = await found();
    const { office, administrator, clerk } = company;
    expect((await office.call(api.getConnection, {}, administrator)).state).toBe("notRegistered");
    const listener = await office.listen(clerk);
    const told = listener.heard(({ type }) => type === "collaboration.changed").then(() => callAs(company, clerk, getMe, {}));
    expect(await office.call(api.getConnection, {}, clerk)).toMatchObject({ state: "administratorRequired", can: { connect: false } });
    const connection = await connect(company, toUrl());
    expect(connection).toMatchObject({ state: "registered", serverUrl: toUrl(), mirrored: { userCount: 2 } });
    expect(JSON.stringify(connection)).not.toContain("private");
    expect((await told).user.externalId).toBe(clerk.personId);
    listener.close();
    expect((await office.call(api.getConnection, {}, clerk)).state).toBe("registered");
    const users = await callAs(company, administrator, listUsers, {});
    expect(users.items.map(({ externalId }) => externalId).toSorted()).toEqual([administrator.personId, clerk.personId].toSorted());
    const head = await callAs(company, administrator, openPersonal, { externalId: clerk.personId });
    expect(head.kind).toBe("personal");
    const list = await callAs(company, clerk, listConversations, {});
    expect(list.items.map(({ kind, title }) => [kind, title])).toEqual([["broadcast", application]]);
    await office.stop();
  });
});

describe("what does not connect", () => {
  let company: Company;
  beforeAll(async () => {
    company = await found();
  });
  afterAll(() => company.office.stop());

  const begin = { email: "a@example.ru", applicationName: application };
  const state = async () => (await company.office.call(api.getConnection, {}, company.administrator)).state;

  test("a person without the right, who is told who has it", async () => {
    const { office, clerk } = company;
    expect(await office.refusal(api.beginConnection, { ...begin, serverUrl: null }, clerk)).toBe("administrator_required");
    expect((await office.call(api.getConnection, {}, clerk)).administrators).toEqual(["Орлова Елена Викторовна"]);
  });

  test("a dead address and an address of something else, after which nothing has changed", async () => {
    const { office, administrator } = company;
    const officeUrl = await office.openPort();
    expect(await office.refusal(api.beginConnection, { ...begin, serverUrl: "http://127.0.0.1:9" }, administrator)).toBe(
      "server_unreachable",
    );
    expect(await office.refusal(api.beginConnection, { ...begin, serverUrl: officeUrl }, administrator)).toBe("server_unknown");
    expect(await office.refusal(api.beginConnection, { ...begin, serverUrl: "ftp://x" }, administrator)).toBe("invalid");
    expect(await state()).toBe("notRegistered");
  });

  test("a wrong code, a code after going back, and a code used twice", async () => {
    const { office, administrator } = company;
    const email = `${newId()}@example.ru`;
    const sent = await office.call(api.beginConnection, { ...begin, email, serverUrl: null }, administrator);
    expect(sent).toMatchObject({ state: "waitingForCode", pending: { attemptsLeft: 5 } });
    const code = await own.readCode(email);
    const wrong = code === "000000" ? "000001" : "000000";
    expect(await office.refusal(api.confirmConnection, { code: wrong }, administrator)).toBe("code_wrong");
    expect((await office.call(api.getConnection, {}, administrator)).pending?.attemptsLeft).toBe(4);
    await office.call(api.cancelConnection, {}, administrator);
    expect(await office.refusal(api.confirmConnection, { code }, administrator)).toBe("conflict");
    const other = `${newId()}@example.ru`;
    await office.call(api.beginConnection, { ...begin, email: other, serverUrl: null }, administrator);
    expect(await office.refusal(api.confirmConnection, { code }, administrator)).toBe("code_wrong");
    const right = await own.readCode(other);
    const both = await Promise.all([1, 2].map(() => office.refusal(api.confirmConnection, { code: right }, administrator)));
    expect(both.filter((outcome) => outcome === "none")).toHaveLength(1);
    expect(await state()).toBe("registered");
    expect(await office.refusal(api.beginConnection, { ...begin, serverUrl: null }, administrator)).toBe("conflict");
  });

  test("an organisation with one active person", async () => {
    const alone = await found();
    await alone.office.call(setBlocked, { personId: alone.clerk.personId, isBlocked: true }, alone.administrator);
    expect(await alone.office.refusal(api.beginConnection, { ...begin, serverUrl: null }, alone.administrator)).toBe("too_few_users");
    await alone.office.stop();
  });
});

describe("once connected", () => {
  let company: Company;
  let reader: TestBrowser;
  beforeAll(async () => {
    company = await found();
    await connect(company);
    reader = await company.office.hire(company.administrator, { login: "reader" });
    await vi.waitFor(() => callAs(company, reader, getMe, {}), { timeout: 10_000, interval: 50 });
  });
  afterAll(() => company.office.stop());

  async function write(): Promise<Document> {
    const { office, clerk } = company;
    const input = { id: newId<"Document">(), kind: "memo", title: "О ремонте", number: "12", responsibleId: clerk.personId } as const;
    return office.call(createDocument, { ...input, participants: [{ kind: "person", personId: reader.personId }] }, clerk);
  }

  async function open(document: Document, as: TestBrowser): Promise<{ conversationId: never }> {
    return (await company.office.call(openDiscussion, { documentId: document.id }, as)) as never;
  }

  test("a document's discussion is there without being made, titled by the document, for exactly those who see it", async () => {
    const document = await write();
    const { conversationId } = await open(document, reader);
    expect((await open(document, company.clerk)).conversationId).toBe(conversationId);
    const head = await callAs(company, reader, getConversation, { conversationId });
    expect(head).toMatchObject({ kind: "context", title: "12 · О ремонте", context: { url: `/documents/${document.id}` } });
    const stranger = await company.office.hire(company.administrator, { login: "stranger" });
    await vi.waitFor(() => callAs(company, stranger, getMe, {}), { timeout: 10_000, interval: 50 });
    expect(await company.office.refusal(openDiscussion, { documentId: document.id }, stranger)).toBe("not_found");
    expect(await refusalOf(callAs(company, stranger, getConversation, { conversationId }))).toBe("not_found");
  });

  test("who loses the right has lost the discussion when the answer comes, and gets it back with the right", async () => {
    const { office, clerk } = company;
    const document = await write();
    const { conversationId } = await open(document, reader);
    const look = () => refusalOf(callAs(company, reader, getConversation, { conversationId }));
    expect(await look()).toBe("none");
    const share = (participants: Document["participants"]) =>
      office.call(setParticipants, { documentId: document.id, participants }, clerk);
    expect((await share([])).audience).toBe("applied");
    expect(await look()).toBe("not_found");
    expect((await share(document.participants)).audience).toBe("applied");
    expect(await look()).toBe("none");
    await office.call(deleteDocument, { documentId: document.id }, clerk);
    expect(await look()).toBe("not_found");
    await office.call(restoreDocument, { documentId: document.id }, clerk);
    expect(await look()).toBe("none");
  });

  test("departments and the right to read everything reach discussions through groups", async () => {
    const { office, administrator, clerk } = company;
    const top = await office.call(createDepartment, { name: "Цех" }, administrator);
    const below = await office.call(createDepartment, { name: "Участок", parentId: top.id }, administrator);
    const document = await write();
    await office.call(setParticipants, { documentId: document.id, participants: [{ kind: "department", departmentId: top.id }] }, clerk);
    const { conversationId } = await open(document, clerk);
    const look = () => refusalOf(callAs(company, reader, getConversation, { conversationId }));
    expect(await look()).toBe("not_found");
    const becomes = async (outcome: string): Promise<void> =>
      vi.waitFor(async () => expect(await look()).toBe(outcome), { timeout: 10_000, interval: 50 });
    await office.call(updatePerson, { personId: reader.personId, departmentId: below.id }, administrator);
    await becomes("none");
    await office.call(updatePerson, { personId: reader.personId, departmentId: null }, administrator);
    await becomes("not_found");
    await office.call(updatePerson, { personId: reader.personId, permissions: ["documents.readAll"] }, administrator);
    await becomes("none");
    await office.call(updatePerson, { personId: reader.personId, permissions: [] }, administrator);
    await becomes("not_found");
  });

  test("a blocked person is out everywhere when the answer comes", async () => {
    const { office, administrator } = company;
    const person = await office.hire(administrator, { login: "fired" });
    await vi.waitFor(() => callAs(company, person, getMe, {}), { timeout: 10_000, interval: 50 });
    const { token } = await office.call(api.createBrowserAccess, {}, person);
    const { ticket } = await callRoute(own.url, createFileTicket, {}, { token });
    const fileUrl = await upload(token, ticket);
    expect((await fetch(fileUrl)).status).toBe(200);
    const [officeSocket, collabSocket] = [await office.listen(person), await listenTo(own.url, token)];
    await office.call(setBlocked, { personId: person.personId, isBlocked: true }, administrator);
    expect(await office.refusal(getMyself, {}, person)).toBe("unauthenticated");
    expect(await officeSocket.closed).toBe(closeCode.unauthenticated);
    expect(await collabSocket.closed).toBe(closeCode.unauthenticated);
    expect(await refusalOf(callRoute(own.url, getMe, {}, { token }))).toBe("unauthenticated");
    expect((await fetch(fileUrl)).status).toBe(404);
  });

  test("a session ended from afar ends on the collaboration server too, and no other of that person", async () => {
    const { office, clerk } = company;
    const there = await office.signIn(clerk.login);
    const { token } = await office.call(api.createBrowserAccess, {}, there);
    const collabSocket = await listenTo(own.url, token);
    await office.call(endOtherSessions, {}, clerk);
    expect(await collabSocket.closed).toBe(closeCode.unauthenticated);
    expect(await refusalOf(callRoute(own.url, getMe, {}, { token }))).toBe("unauthenticated");
    expect((await callAs(company, clerk, getMe, {})).user.login).toBe(clerk.login);
  });

  test("a restored copy is silent until a person decides, and forgets when it is told that it is a copy", async () => {
    const { office, administrator, clerk } = company;
    const options = { databaseUrl: office.databaseUrl, collabUrl: own.url, clock: systemClock };
    const copy = await openTestOffice({ ...options, installationId: newId() });
    expect((await copy.call(api.getConnection, {}, clerk)).state).toBe("parked");
    expect(await copy.refusal(api.createBrowserAccess, {}, clerk)).toBe("parked");
    const document = await write();
    expect(await copy.refusal(openDiscussion, { documentId: document.id }, clerk)).toBe("parked");
    expect(await copy.refusal(api.beginConnection, { serverUrl: null, email: "a@example.ru", applicationName: "x" }, administrator)).toBe(
      "parked",
    );
    expect(await copy.refusal(api.resolveCopy, { decision: "moved" }, clerk)).toBe("administrator_required");
    expect((await copy.call(api.resolveCopy, { decision: "moved" }, administrator)).state).toBe("registered");
    expect((await office.call(api.getConnection, {}, administrator)).state).toBe("parked");
    expect((await office.call(api.resolveCopy, { decision: "moved" }, administrator)).state).toBe("registered");
    expect((await copy.call(api.resolveCopy, { decision: "copy" }, administrator)).state).toBe("notRegistered");
    await copy.stop();
  });
});

test("disconnecting ends every access", async () => {
  const company = await found();
  const { office, administrator } = company;
  await connect(company);
  const { token } = await office.call(api.createBrowserAccess, {}, administrator);
  expect((await office.call(api.disconnect, {}, administrator)).state).toBe("notRegistered");
  expect(await refusalOf(callRoute(own.url, getMe, {}, { token }))).toBe("unauthenticated");
  expect(await office.refusal(api.createBrowserAccess, {}, administrator)).toBe("not_registered");
  await office.stop();
});

test("who connects again after a disconnection, by the same address, finds everything where it was", async () => {
  const clock = new TestClock(new Date());
  const other = await openTestCollab({ clock });
  const office = await openTestOffice({ collabUrl: other.url, clock, installationId: newId() });
  const { administrator, clerk } = await office.found();
  const email = `${newId()}@example.ru`;
  let code = "";
  const connectAgain = async (): Promise<void> => {
    clock.advance(10 * 60_000);
    await office.call(api.beginConnection, { serverUrl: null, email, applicationName: application }, administrator);
    await vi.waitFor(async () => expect(await other.readCode(email)).not.toBe(code), { timeout: 10_000, interval: 20 });
    code = await other.readCode(email);
    await office.call(api.confirmConnection, { code }, administrator);
  };
  const input = { id: newId<"Document">(), kind: "memo", title: "О ремонте", responsibleId: clerk.personId } as const;
  await office.call(createDocument, input, clerk);
  await connectAgain();
  const before = await office.call(openDiscussion, { documentId: input.id }, clerk);
  const { token } = await office.call(api.createBrowserAccess, {}, clerk);
  await office.call(api.disconnect, {}, administrator);
  expect(await office.refusal(openDiscussion, { documentId: input.id }, clerk)).toBe("not_registered");
  await connectAgain();
  expect((await office.call(api.getConnection, {}, clerk)).state).toBe("registered");
  expect(await office.call(openDiscussion, { documentId: input.id }, clerk)).toMatchObject({ conversationId: before.conversationId });
  expect(await refusalOf(callRoute(other.url, getMe, {}, { token }))).toBe("unauthenticated");
  await office.stop();
  await other.stop();
});

test("a code that has expired connects nothing, and the next one does", async () => {
  const clock = new TestClock(new Date());
  const slow = await openTestCollab({ clock });
  const office = await openTestOffice({ collabUrl: slow.url, clock, installationId: newId() });
  const { administrator } = await office.found();
  const begin = async (): Promise<string> => {
    const email = `${newId()}@example.ru`;
    await office.call(api.beginConnection, { serverUrl: null, email, applicationName: application }, administrator);
    return slow.readCode(email);
  };
  const code = await begin();
  clock.advance(15 * 60_000 + 1);
  expect(await office.refusal(api.confirmConnection, { code }, administrator)).toBe("code_expired");
  expect((await office.call(api.getConnection, {}, administrator)).state).toBe("waitingForCode");
  const next = await begin();
  expect((await office.call(api.confirmConnection, { code: next }, administrator)).state).toBe("registered");
  await office.stop();
  await slow.stop();
});

test("a server that has gone holds up nobody: the office goes on, and says that the discussion follows later", async () => {
  const mortal = await openTestCollab();
  const office = await openTestOffice({ collabUrl: mortal.url, clock: systemClock, installationId: newId() });
  const { administrator, clerk } = await office.found();
  const email = `${newId()}@example.ru`;
  await office.call(api.beginConnection, { serverUrl: null, email, applicationName: application }, administrator);
  await office.call(api.confirmConnection, { code: await mortal.readCode(email) }, administrator);
  const input = { id: newId<"Document">(), kind: "memo", title: "О ремонте", responsibleId: clerk.personId } as const;
  const document = await office.call(createDocument, input, clerk);
  await office.call(openDiscussion, { documentId: document.id }, clerk);
  await mortal.stop();
  const participants = [{ kind: "person", personId: administrator.personId }] as const;
  const { audience } = await office.call(setParticipants, { documentId: document.id, participants: [...participants] }, clerk);
  expect(audience).toBe("pending");
  const other = await office.call(createDocument, { ...input, id: newId() }, clerk);
  expect(await office.refusal(openDiscussion, { documentId: other.id }, clerk)).toBe("server_unreachable");
  await office.stop();
});
