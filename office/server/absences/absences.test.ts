import * as api from "@veche/office-domain/absences";
import { createDepartment, setBlocked } from "@veche/office-domain/directory";
import type { PersonId } from "@veche/office-domain/directory";
import { newId } from "@veche/kernel";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestOffice } from "../testing/office.ts";
import type { TestBrowser, TestOffice } from "../testing/office.ts";

let office: TestOffice;
let administrator: TestBrowser;
let head: TestBrowser;
let worker: TestBrowser;
let stranger: TestBrowser;

beforeAll(async () => {
  office = await openTestOffice();
  ({ administrator, clerk: stranger } = await office.found());
  head = await office.hire(administrator, { login: "head" });
  const top = await office.call(createDepartment, { name: "Дирекция", headId: head.personId }, administrator);
  const below = await office.call(createDepartment, { name: "Отдел", parentId: top.id }, administrator);
  worker = await office.hire(administrator, { login: "worker", departmentId: below.id });
});
afterAll(() => office.stop());

/** Days from the present one. */
function day(count: number): string {
  return new Date(office.clock.now().getTime() + count * 86_400_000).toISOString().slice(0, 10);
}

const build = (from: number, to: number, substituteId: PersonId | null = null): api.AbsenceInput => ({
  reason: "vacation",
  startsOn: day(from),
  endsOn: day(to),
  substitutes: substituteId === null ? [] : api.areas.map((area) => ({ area, personId: substituteId })),
});
const create = (input: api.AbsenceInput, as: TestBrowser, personId = worker.personId, id = newId<"Absence">()) =>
  office.refusal(api.createAbsence, { ...input, personId, id }, as);

test("a person writes down his absence with a substitute, and everybody hears of it", async () => {
  const listener = await office.listen(stranger);
  const id = newId<"Absence">();
  const made = await office.call(api.createAbsence, { ...build(-1, 5, stranger.personId), personId: worker.personId, id }, worker);
  expect(made).toMatchObject({ can: { edit: true }, items: [{ id, isNow: true, endsOn: day(5) }] });
  await listener.heard((event) => event.type === "absences.changed" && event.personId === worker.personId);
  listener.close();
  const seen = await office.call(api.listAbsences, { personId: worker.personId }, stranger);
  expect(seen.can.edit).toBe(false);
  expect(seen.items[0]!.substitutes).toHaveLength(4);
  expect(await create(build(-1, 5, stranger.personId), worker, worker.personId, id)).toBe("none");
  expect((await office.call(api.listAbsences, { personId: worker.personId }, worker)).items).toHaveLength(1);
});

test("a head writes for his people below, an administrator for anybody, a stranger for nobody else", async () => {
  expect(await create(build(10, 12), head)).toBe("none");
  expect(await create(build(20, 22), administrator)).toBe("none");
  expect(await create(build(30, 32), stranger)).toBe("forbidden");
  expect(await create(build(30, 32), worker, head.personId)).toBe("forbidden");
  const { items } = await office.call(api.listAbsences, { personId: worker.personId }, worker);
  const absenceId = items.at(-1)!.id;
  expect(await office.refusal(api.updateAbsence, { absenceId, ...build(40, 41) }, stranger)).toBe("forbidden");
  expect(await office.refusal(api.deleteAbsence, { absenceId }, stranger)).toBe("forbidden");
  const changed = await office.call(api.updateAbsence, { absenceId, ...build(20, 25), reason: "trip" }, head);
  expect(changed.items.at(-1)).toMatchObject({ id: absenceId, reason: "trip", endsOn: day(25) });
  expect((await office.call(api.deleteAbsence, { absenceId }, head)).items.map(({ id }) => id)).not.toContain(absenceId);
});

test("days do not overlap or run backwards; nobody stands in for himself, twice, or blocked", async () => {
  expect(await create(build(100, 105), worker)).toBe("none");
  expect(await create(build(105, 107), worker)).toBe("conflict");
  expect(await create(build(115, 110), worker)).toBe("invalid");
  expect(await create(build(110, 600), worker)).toBe("invalid");
  expect(await create(build(110, 111, worker.personId), worker)).toBe("invalid");
  const twice = { area: "mail", personId: head.personId } as const;
  expect(await create({ ...build(110, 111), substitutes: [twice, twice] }, worker)).toBe("invalid");
  const gone = await office.hire(administrator, { login: "gone" });
  await office.call(setBlocked, { personId: gone.personId, isBlocked: true }, administrator);
  expect(await create(build(110, 111, gone.personId), worker)).toBe("invalid");
  const answers = await Promise.all([1, 2, 3].map(() => create(build(120, 121), worker)));
  expect(answers.toSorted()).toEqual(["conflict", "conflict", "none"]);
});

test("what is over is not shown", async () => {
  expect(await create(build(-9, -8), head, head.personId)).toBe("none");
  expect((await office.call(api.listAbsences, { personId: head.personId }, head)).items).toEqual([]);
});

test("there is an end to how many absences a person may have before him", async () => {
  const planner = await office.hire(administrator, { login: "planner" });
  for (let number = 0; number < api.maxAbsenceCount; number += 1)
    expect(await create(build(number + 10, number + 10), planner, planner.personId)).toBe("none");
  expect(await create(build(500, 500), planner, planner.personId)).toBe("too_large");
});
