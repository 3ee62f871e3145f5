import { permissions } from "@veche/office-domain/access";
import * as api from "@veche/office-domain/directory";
import { expectConverges } from "@veche/server/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestOffice, testPassword } from "../testing/office.ts";
import type { TestBrowser, TestOffice } from "../testing/office.ts";

let office: TestOffice;
let administrator: TestBrowser;
let clerk: TestBrowser;

beforeAll(async () => {
  office = await openTestOffice();
  ({ administrator, clerk } = await office.found());
});
afterAll(() => office.stop());

test("of two companies made at once one is made", async () => {
  const empty = await openTestOffice();
  expect(await empty.call(api.getSetup, {})).toMatchObject({ state: "empty", demo: null });
  const company = {
    organisationName: "Ветер",
    administrator: { login: "first", fullName: "Первый Человек", password: testPassword },
    people: [{ login: "second", fullName: "Второй Человек", password: testPassword }],
  };
  const codes = await Promise.all([1, 2, 3].map(() => empty.refusal(api.createCompany, company)));
  expect(codes.toSorted()).toEqual(["conflict", "conflict", "none"]);
  await empty.stop();
});

test("a company is made once; the first person may do everything", async () => {
  const me = await office.call(api.getMe, {}, administrator);
  expect(me.permissions.toSorted()).toEqual([...permissions].toSorted());
  expect((await office.call(api.getMe, {}, clerk)).permissions).toEqual(["documents.create"]);
  expect(await office.call(api.getSetup, {})).toMatchObject({ state: "ready" });
  expect((await office.call(api.listPeople, {}, clerk)).items).toHaveLength(2);
});

test("only who manages users changes people; fields that are not given stay", async () => {
  const person = await office.hire(administrator, { login: "changed", position: "Инженер", city: "Псков" });
  const { personId } = person;
  expect(await office.refusal(api.updatePerson, { personId, city: "Мурманск" }, clerk)).toBe("forbidden");
  const changed = await office.call(api.updatePerson, { personId, city: "Мурманск" }, administrator);
  expect(changed).toMatchObject({ city: "Мурманск", position: "Инженер" });
  expect(await office.refusal(api.updatePerson, { personId, login: clerk.login }, administrator)).toBe("conflict");
  expect(await office.refusal(api.createPerson, { login: "changed", fullName: "Х", password: testPassword }, administrator)).toBe(
    "conflict",
  );
});

test("the last administrator stays one", async () => {
  const { personId } = administrator;
  expect(await office.refusal(api.setBlocked, { personId, isBlocked: true }, administrator)).toBe("conflict");
  expect(await office.refusal(api.updatePerson, { personId, permissions: [] }, administrator)).toBe("conflict");
});

test("departments are a tree: no circles, only empty ones go, people count from below", async () => {
  const top = await office.call(api.createDepartment, { name: "Дирекция" }, administrator);
  const below = await office.call(api.createDepartment, { name: "Отдел", parentId: top.id, headId: clerk.personId }, administrator);
  expect(await office.refusal(api.updateDepartment, { departmentId: top.id, parentId: below.id }, administrator)).toBe("conflict");
  const worker = await office.hire(administrator, { login: "worker", departmentId: below.id });
  const { items, personCount } = await office.call(api.listDepartments, {}, clerk);
  expect(personCount).toBe((await office.call(api.listPeople, {}, clerk)).items.length);
  expect(items.find(({ id }) => id === top.id)?.personCount).toBe(1);
  expect((await office.call(api.getPerson, { personId: worker.personId }, clerk)).person.managerId).toBe(clerk.personId);
  expect((await office.call(api.listPeople, { departmentId: top.id }, clerk)).items.map(({ id }) => id)).toEqual([worker.personId]);
  expect(await office.refusal(api.deleteDepartment, { departmentId: below.id }, administrator)).toBe("conflict");
  expect(await office.refusal(api.createDepartment, { name: "Чужой" }, clerk)).toBe("forbidden");
});

test("people are found by parts, by what they answer for, with ё, a slip and the wrong layout", async () => {
  const person = await office.hire(administrator, { login: "semyonov", fullName: "Семёнов Артём Олегович", responsibilities: ["Отпуска"] });
  for (const query of ["семен", "СЕМЁНОВ артем", "отпуск", "семинов", "ctv`yjd", "semyo"]) {
    const { items } = await office.call(api.listPeople, { query }, clerk);
    expect([query, items.map(({ id }) => id)]).toEqual([query, [person.personId]]);
  }
  expect((await office.call(api.listPeople, { query: "%" }, clerk)).items).toEqual([]);
});

test("pages of the address book hold everybody once", async () => {
  const everybody = (await office.call(api.listPeople, { limit: 200 }, clerk)).items.map(({ id }) => id);
  const paged: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await office.call(api.listPeople, { limit: 2, ...(cursor !== undefined && { cursor }) }, clerk);
    paged.push(...page.items.map(({ id }) => id));
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  expect(paged).toEqual(everybody);
  expect(await office.refusal(api.listPeople, { cursor: "nonsense" }, clerk)).toBe("invalid");
});

test("a changed person reaches every screen; a blocked one loses his socket at once", async () => {
  const person = await office.hire(administrator, { login: "heard" });
  const [his, hers] = [await office.listen(person), await office.listen(clerk)];
  await office.call(api.updatePerson, { personId: person.personId, position: "Кассир" }, administrator);
  await hers.heard((event) => event.type === "person.changed" && event.person.position === "Кассир");
  await his.heard((event) => event.type === "me.changed");
  await office.call(api.setBlocked, { personId: person.personId, isBlocked: true }, administrator);
  expect(await his.closed).toBe(4401);
  hers.close();
});

interface Staff {
  readonly people: readonly api.Person[];
  readonly departments: readonly api.Department[];
}

async function readStaff(): Promise<Staff> {
  const { items: people } = await office.call(api.listPeople, { limit: 200 }, clerk);
  return { people, departments: (await office.call(api.listDepartments, {}, clerk)).items };
}

/** What a screen does: a person's card comes with the event, departments and who manages whom are asked for anew. */
function applyTo(fresh: Staff): (staff: Staff, event: api.DirectoryEvent) => Staff {
  const managers = new Map(fresh.people.map(({ id, managerId }) => [id, managerId]));
  return ({ people, departments }, event) => {
    if (event.type !== "departments.changed") return { people: api.applyDirectoryEvent(people, event), departments };
    return { people: people.map((one) => ({ ...one, managerId: managers.get(one.id) ?? null })), departments: fresh.departments };
  };
}

test("people and departments on a screen follow every change without a reload", async () => {
  const [worker, head] = [
    await office.hire(administrator, { login: "follower", fullName: "Яшин Лев Иванович" }),
    await office.hire(administrator, { login: "leader" }),
  ];
  const { id: departmentId } = await office.call(api.createDepartment, { name: "Склад" }, administrator);
  const listener = await office.listen(clerk);
  const follow = async (act: () => Promise<unknown>): Promise<Staff> => {
    listener.events.length = 0;
    let fresh: Staff | undefined;
    return expectConverges<Staff, api.DirectoryEvent>({
      snapshot: async () => (fresh = await readStaff()),
      act: async () => {
        await act();
        await listener.heard(({ type }) => type === "departments.changed");
      },
      events: () => listener.events.filter((event): event is api.DirectoryEvent => api.DirectoryEvent.safeParse(event).success),
      apply: (staff, event) => applyTo(fresh!)(staff, event),
    });
  };
  const change = (fields: Partial<api.Person>) => office.call(api.updatePerson, { personId: worker.personId, ...fields }, administrator);
  await follow(() => change({ fullName: "Абрамов Лев Иванович", position: "Кладовщик" }));
  await follow(() => change({ departmentId }));
  const led = await follow(() => office.call(api.updateDepartment, { departmentId, headId: head.personId }, administrator));
  expect(led.people.find(({ id }) => id === worker.personId)?.managerId).toBe(head.personId);
  await follow(() => office.call(api.updateDepartment, { departmentId, name: "Главный склад" }, administrator));
  for (const isBlocked of [true, false])
    await follow(() => office.call(api.setBlocked, { personId: worker.personId, isBlocked }, administrator));
  await follow(() => office.call(api.createPerson, { login: "hired", fullName: "Новый Человек", password: testPassword }, administrator));
  await follow(() => change({ departmentId: null }));
  await follow(() => office.call(api.deleteDepartment, { departmentId }, administrator));
  listener.close();
});

test("a page of another site hears nothing", async () => {
  await expect(office.listen(clerk, { origin: "https://evil.example" })).rejects.toThrow("4401");
  await expect(office.listen({ ...clerk, cookie: null })).rejects.toThrow("4401");
});
