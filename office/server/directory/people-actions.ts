import { AppError, listSearchReadings, newId } from "@veche/kernel";
import type { ParsedInput, RouteOutput } from "@veche/kernel";
import { canDo, requirePermission } from "@veche/office-domain/access";
import { PersonInput, refuseLossOfAdministrator } from "@veche/office-domain/directory";
import type * as api from "@veche/office-domain/directory";
import type { Person, PersonId } from "@veche/office-domain/directory";
import * as z from "zod";
import type { Context, PersonContext, PersonStepContext } from "../context.ts";
import { decodeCursor, toPage } from "../cursor.ts";
import { listPlaces } from "./departments-store.ts";
import { lockOrganisation } from "./organisation-store.ts";
import { hashPassword } from "./passwords.ts";
import { announcePerson, requirePerson, toPerson, toPersonRow } from "./people.ts";
import * as store from "./people-store.ts";
import { endSessionsOf } from "./sessions.ts";

const place = z.tuple([z.string(), z.uuid()]);

export async function listPeople(
  ctx: PersonContext,
  input: ParsedInput<typeof api.listPeople>,
): Promise<RouteOutput<typeof api.listPeople>> {
  const people = await store.listPeople(ctx.db, {
    readings: toReadings(input.query),
    departmentId: input.departmentId,
    withBlocked: input.withBlocked && canDo(ctx.actor, "users.manage"),
    after: decodeCursor(input.cursor, place),
    limit: input.limit + 1,
  });
  return toPage(people, input.limit, { toItem: (person) => person, placeOf: (person) => [person.fullName, person.id] });
}

/** null when nothing is searched for */
function toReadings(query: string | undefined): store.SearchReadings | null {
  const readings = listSearchReadings(query ?? "");
  return readings.length === 0 ? null : readings.map((reading) => reading.split(" "));
}

export async function getPerson(
  ctx: PersonContext,
  { personId }: ParsedInput<typeof api.getPerson>,
): Promise<RouteOutput<typeof api.getPerson>> {
  const person = await requirePerson(ctx.db, personId);
  const managesUsers = canDo(ctx.actor, "users.manage");
  const isMe = personId === ctx.actor.personId;
  return {
    person: toPerson(person),
    permissions: managesUsers || isMe ? [...person.permissions] : [],
    can: { edit: managesUsers, block: managesUsers && !isMe },
  };
}

export async function createPerson(ctx: PersonStepContext, { password, ...input }: ParsedInput<typeof api.createPerson>): Promise<Person> {
  requirePermission(ctx.actor, "users.manage");
  const passwordHash = await hashPassword(password);
  return ctx.transact(async (tx) => {
    await requireDepartment(tx, input.departmentId);
    const row = toPersonRow(newId(), input);
    const isInserted = await store.insertPerson(tx.db, { ...row, passwordHash, createdAt: tx.now });
    if (!isInserted) throw new AppError("conflict", { reason: "login_taken", login: row.login });
    return announcePerson(tx, row.id, []);
  });
}

export async function updatePerson(
  ctx: PersonStepContext,
  { personId, password, ...change }: ParsedInput<typeof api.updatePerson>,
): Promise<Person> {
  requirePermission(ctx.actor, "users.manage");
  const passwordHash = password === undefined ? undefined : await hashPassword(password);
  return ctx.transact(async (tx) => {
    await lockOrganisation(tx.db);
    const before = await requirePerson(tx.db, personId);
    const rights = await store.listRights(tx.db, [personId]);
    const row = toPersonRow(personId, PersonInput.parse({ ...before, ...withoutGaps(change) }));
    await refuseChange(tx, before, row);
    await store.updatePerson(tx.db, row);
    if (passwordHash !== undefined) await giveNewPassword(tx, personId, passwordHash);
    tx.emit({ type: "me.changed" }, { personIds: [personId] });
    return announcePerson(tx, personId, rights);
  });
}

function withoutGaps(change: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
}

async function refuseChange(ctx: Context, before: store.StoredPerson, row: store.PersonRow): Promise<void> {
  if (row.departmentId !== before.departmentId) await requireDepartment(ctx, row.departmentId);
  const ownerId = await store.findIdByLogin(ctx.db, row.login);
  if (ownerId !== undefined && ownerId !== row.id) throw new AppError("conflict", { reason: "login_taken", login: row.login });
  await keepAnAdministrator(ctx, row.id, row.permissions.includes("users.manage"));
}

async function giveNewPassword(ctx: Context, personId: PersonId, passwordHash: string): Promise<void> {
  await store.updatePasswordHash(ctx.db, personId, passwordHash);
  await endSessionsOf(ctx, personId, null);
}

/** Sessions and sockets here end with the commit; those of the collaboration server before this answers, when it can be reached. */
export async function setBlocked(ctx: PersonStepContext, { personId, isBlocked }: ParsedInput<typeof api.setBlocked>): Promise<Person> {
  requirePermission(ctx.actor, "users.manage");
  const person = await ctx.transact(async (tx) => {
    await lockOrganisation(tx.db);
    const before = await requirePerson(tx.db, personId);
    if (before.isBlocked === isBlocked) return toPerson(before);
    const rights = await store.listRights(tx.db, [personId]);
    if (isBlocked) await shutOut(tx, personId);
    await store.updateBlocked(tx.db, personId, isBlocked);
    return announcePerson(tx, personId, rights);
  });
  await ctx.parts.discussions.followPerson(personId);
  return person;
}

async function shutOut(ctx: Context, personId: PersonId): Promise<void> {
  await keepAnAdministrator(ctx, personId, false);
  await store.lockPerson(ctx.db, personId);
  await endSessionsOf(ctx, personId, null);
  ctx.afterCommit(() => ctx.parts.sockets.closePerson(personId));
}

async function keepAnAdministrator(ctx: Context, personId: PersonId, staysAdministrator: boolean): Promise<void> {
  const administrators = await store.listHolders(ctx.db, "users.manage");
  refuseLossOfAdministrator(
    administrators.map(({ id }) => id),
    { personId, staysAdministrator },
  );
}

async function requireDepartment(ctx: Context, departmentId: Person["departmentId"]): Promise<void> {
  if (departmentId === null || (await listPlaces(ctx.db)).has(departmentId)) return;
  throw new AppError("invalid", { field: "departmentId" });
}
