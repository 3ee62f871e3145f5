import { newId } from "@veche/kernel";
import { createDocument } from "@veche/office-domain/documents";
import { officeRoutes } from "@veche/office-domain/everything";
import { forEachRouteWithIds } from "@veche/server/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openTestOffice } from "./testing/office.ts";
import type { TestBrowser, TestOffice } from "./testing/office.ts";

let office: TestOffice;
let stranger: TestBrowser;
let administrator: TestBrowser;
let ids: Record<string, unknown>;

beforeAll(async () => {
  office = await openTestOffice();
  const { administrator: boss, clerk } = await office.found();
  administrator = boss;
  const documentId = newId<"Document">();
  await office.call(createDocument, { id: documentId, kind: "memo", title: "Тайна", responsibleId: clerk.personId }, clerk);
  stranger = await office.hire(administrator, { login: "stranger" });
  ids = { documentId, fileId: newId(), linkId: newId() };
});
afterAll(() => office.stop());

const bodies: Record<string, Record<string, unknown>> = {
  "documents.update": { version: 1, title: "x" },
  "documents.setParticipants": { participants: [] },
  "documents.addFiles": { fileIds: [newId()] },
  "documents.addLink": { id: newId(), relation: "basis", otherId: newId() },
  "registration.registerDocument": { registerId: newId() },
  "registration.updateRegister": { name: "x" },
  "registration.reserveNumber": { id: newId(), kind: "memo", reason: "x" },
  "registration.voidNumber": { reason: "x" },
  "directory.updatePerson": { city: "x" },
  "session.renamePasskey": { name: "x" },
  "absences.create": { id: newId(), reason: "trip", startsOn: "2026-12-01", endsOn: "2026-12-02", substitutes: [] },
  "absences.update": { reason: "trip", startsOn: "2026-12-01", endsOn: "2026-12-02", substitutes: [] },
  "directory.setBlocked": { isBlocked: true },
  "directory.updateDepartment": { name: "x" },
};

describe("what a person may not see does not exist", () => {
  test.each(forEachRouteWithIds(officeRoutes).filter(({ idNames }) => idNames.includes("documentId")))(
    "$route.name of somebody else's document is not found",
    async ({ route, idNames }) => {
      const named = Object.fromEntries(idNames.map((name) => [name, ids[name]]));
      const { statusCode, body } = await office.send(route, { ...named, ...bodies[route.name] }, stranger);
      expect([statusCode, body]).toEqual([404, { code: "not_found", details: {} }]);
    },
  );

  test.each(forEachRouteWithIds(officeRoutes))("$route.name of nothing is not found", async ({ route, idNames }) => {
    const named = Object.fromEntries(idNames.map((name) => [name, newId()]));
    const { statusCode } = await office.send(route, { ...named, ...bodies[route.name] }, administrator);
    expect(statusCode).toBe(404);
  });
});

test.each(officeRoutes.filter(({ actor }) => actor !== "public"))("$name is closed to who is not signed in", async (route) => {
  const named = Object.fromEntries([...route.path.matchAll(/:([A-Za-z]+)/g)].map(([, name]) => [name!, newId()]));
  const { statusCode, body } = await office.send(route, named, { ...stranger, cookie: null });
  expect([statusCode, body]).toEqual([401, { code: "unauthenticated", details: {} }]);
});
