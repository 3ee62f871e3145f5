import { permissions } from "@veche/office-domain/access";
import { PersonInput } from "@veche/office-domain/directory";
import type { createCompany as createRoute, getSetup as getRoute, Me, PersonId } from "@veche/office-domain/directory";
import { AppError, newId } from "@veche/kernel";
import type { ParsedInput, RouteOutput } from "@veche/kernel";
import type { Context, StepContext } from "../context.ts";
import { loadMe } from "./me.ts";
import * as organisations from "./organisation-store.ts";
import { hashPassword } from "./passwords.ts";
import { toPersonRow } from "./people.ts";
import * as store from "./people-store.ts";
import { startSession } from "./sessions.ts";

export async function getSetup(ctx: StepContext): Promise<RouteOutput<typeof getRoute>> {
  return ctx.transact(async ({ db }) => {
    const organisation = await organisations.findOrganisation(db);
    if (!organisation) return { state: "empty" as const, progress: 0, organisationName: null, demo: null };
    const { state, progress, name, demoPassword } = organisation;
    const demo = demoPassword === null ? null : { password: demoPassword, people: await store.listDemoPeople(db) };
    return { state, progress, organisationName: name, demo: state === "ready" ? demo : null };
  });
}

type Company = ParsedInput<typeof createRoute>;

/** Of two calls at once one makes the company and the other is told that it is there. */
export async function createCompany(ctx: StepContext, input: Company): Promise<Me> {
  if (await ctx.transact(({ db }) => organisations.findOrganisation(db))) throw new AppError("conflict", { reason: "already_set_up" });
  const newcomers = [{ ...input.administrator, permissions: [...permissions] }, ...input.people];
  const hashes: string[] = [];
  for (const { password } of newcomers) hashes.push(await hashPassword(password));
  return ctx.transact(async (tx) => {
    await insertCompany(tx, input);
    const ids: PersonId[] = [];
    for (const [index, newcomer] of newcomers.entries()) ids.push(await insertNewcomer(tx, newcomer, hashes[index]!));
    await startSession(tx, ctx.browser, ids[0]!);
    await tx.raise({ type: "people.changed", before: [] });
    return loadMe(tx.db, ids[0]!);
  });
}

async function insertCompany(ctx: Context, { organisationName, language }: Company): Promise<void> {
  const organisation = { name: organisationName, language, isDemo: false, demoPassword: null, state: "ready" as const, progress: 1 };
  const isFirst = await organisations.insertOrganisation(ctx.db, organisation, ctx.now);
  if (!isFirst) throw new AppError("conflict", { reason: "already_set_up" });
}

async function insertNewcomer(ctx: Context, newcomer: Partial<PersonInput>, passwordHash: string): Promise<PersonId> {
  const id: PersonId = newId();
  const row = toPersonRow(id, PersonInput.parse(newcomer));
  const isInserted = await store.insertPerson(ctx.db, { ...row, passwordHash, createdAt: ctx.now });
  if (!isInserted) throw new AppError("conflict", { reason: "login_taken", login: row.login });
  return id;
}
