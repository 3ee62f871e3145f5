import { randomBytes } from "node:crypto";
import { AppError, must } from "@veche/kernel";
import type { ParsedInput, RouteOutput } from "@veche/kernel";
import type { PersonId } from "@veche/office-domain/directory";
import type * as api from "@veche/office-domain/session";
import type { Context, PersonStepContext, StepContext } from "../context.ts";
import { findOrganisation, requirePerson } from "../directory/index.ts";
import { limitCodes, requireMyPassword } from "./attempts.ts";
import * as store from "./factor-store.ts";
import { createSecret, encodeBase32, findStep, toKeyUri } from "./totp.ts";

const recoveryCodeCount = 10;
/** 80 bits. */
const recoveryCodeBytes = 10;

/** Where no second factor is asked, nothing happens. @throws AppError second_factor_required, second_factor_wrong, too_many_requests */
export async function passSecondFactor(ctx: StepContext, personId: PersonId, code: string | undefined): Promise<void> {
  const factor = await ctx.transact(({ db }) => store.findFactor(db, personId));
  if (!factor?.confirmedAt) return;
  if (code === undefined || code === "") throw new AppError("second_factor_required");
  await limitCodes(ctx, personId);
  if (!(await ctx.transact((tx) => takeCode(tx, personId, factor, code)))) throw new AppError("second_factor_wrong");
}

/** A code counts once: one of the app by its time step, a recovery code by its being there. */
async function takeCode(ctx: Context, personId: PersonId, factor: store.SecondFactor, code: string): Promise<boolean> {
  const typed = code.replace(/[\s-]/g, "").toUpperCase();
  if (!/^\d{6}$/.test(typed)) return store.takeRecoveryCode(ctx.db, personId, ctx.parts.factorKey.hashCode(personId, typed));
  const step = findStepOf(ctx, personId, factor, typed);
  return step !== undefined && store.takeStep(ctx.db, personId, step);
}

function findStepOf(ctx: Context, personId: PersonId, { sealedSecret }: store.SecondFactor, code: string): number | undefined {
  const secret = ctx.parts.factorKey.open(personId, sealedSecret);
  return secret && findStep(secret, code, ctx.now);
}

export async function beginSecondFactor(
  ctx: PersonStepContext,
  { password }: ParsedInput<typeof api.beginSecondFactor>,
): Promise<RouteOutput<typeof api.beginSecondFactor>> {
  const { personId } = ctx.actor;
  await requireMyPassword(ctx, password);
  const secret = createSecret();
  return ctx.transact(async (tx) => {
    const isBegun = await store.insertFactor(tx.db, personId, ctx.parts.factorKey.seal(personId, secret));
    if (!isBegun) throw new AppError("conflict", { reason: "already_on" });
    const { login } = await requirePerson(tx.db, personId);
    const { name } = must(await findOrganisation(tx.db));
    return { secret: encodeBase32(secret), uri: toKeyUri(secret, name, login) };
  });
}

export async function confirmSecondFactor(
  ctx: PersonStepContext,
  { code }: ParsedInput<typeof api.confirmSecondFactor>,
): Promise<RouteOutput<typeof api.confirmSecondFactor>> {
  const { personId } = ctx.actor;
  await limitCodes(ctx, personId);
  return ctx.transact(async (tx) => {
    const factor = await store.findFactor(tx.db, personId);
    if (!factor) throw new AppError("conflict", { reason: "not_begun" });
    if (factor.confirmedAt) throw new AppError("conflict", { reason: "already_on" });
    const step = findStepOf(tx, personId, factor, code.replace(/\s/g, ""));
    if (step === undefined) throw new AppError("second_factor_wrong");
    if (!(await store.confirmFactor(tx.db, personId, step, tx.now))) throw new AppError("conflict", { reason: "already_on" });
    tx.afterCommit(() => ctx.parts.log.info({ personId }, "second factor on"));
    return giveRecoveryCodes(tx, personId);
  });
}

async function giveRecoveryCodes(ctx: Context, personId: PersonId): Promise<{ recoveryCodes: string[] }> {
  const codes = Array.from({ length: recoveryCodeCount }, () => encodeBase32(randomBytes(recoveryCodeBytes)));
  await store.replaceRecoveryCodes(
    ctx.db,
    personId,
    codes.map((code) => ctx.parts.factorKey.hashCode(personId, code)),
  );
  return { recoveryCodes: codes.map((code) => must(code.match(/.{4}/g)).join("-")) };
}

export async function renewRecoveryCodes(
  ctx: PersonStepContext,
  { password }: ParsedInput<typeof api.renewRecoveryCodes>,
): Promise<RouteOutput<typeof api.renewRecoveryCodes>> {
  const { personId } = ctx.actor;
  await requireMyPassword(ctx, password);
  return ctx.transact(async (tx) => {
    const factor = await store.findFactor(tx.db, personId);
    if (!factor?.confirmedAt) throw new AppError("conflict", { reason: "not_on" });
    tx.afterCommit(() => ctx.parts.log.info({ personId }, "recovery codes renewed"));
    return giveRecoveryCodes(tx, personId);
  });
}

export async function removeSecondFactor(
  ctx: PersonStepContext,
  { password }: ParsedInput<typeof api.removeSecondFactor>,
): Promise<Record<string, never>> {
  const { personId } = ctx.actor;
  await requireMyPassword(ctx, password);
  await ctx.transact(async (tx) => {
    await store.deleteFactor(tx.db, personId);
    tx.afterCommit(() => ctx.parts.log.info({ personId }, "second factor off"));
  });
  return {};
}
