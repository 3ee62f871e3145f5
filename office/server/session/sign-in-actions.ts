import { AppError } from "@veche/kernel";
import type { ParsedInput } from "@veche/kernel";
import type { Me, PersonId } from "@veche/office-domain/directory";
import type * as api from "@veche/office-domain/session";
import type { Context, PersonStepContext, StepContext } from "../context.ts";
import {
  endSessionsOf,
  findCredentials,
  hashPassword,
  isPassword,
  loadMe,
  lockPerson,
  startSession,
  updatePasswordHash,
} from "../directory/index.ts";
import { limitGuesses, requireMyPassword } from "./attempts.ts";
import { passSecondFactor } from "./factor-actions.ts";

/** An unknown login, a wrong password and a blocked person look and cost the same. */
export async function signIn(ctx: StepContext, input: ParsedInput<typeof api.signIn>): Promise<Me> {
  const login = input.login.trim().toLowerCase();
  await limitGuesses(ctx, login);
  const found = await ctx.transact(({ db }) => findCredentials(db, { login }));
  const isRight = await isPassword(input.password, found?.passwordHash);
  if (!isRight || found === undefined || found.isBlocked) throw new AppError("credentials_wrong");
  await passSecondFactor(ctx, found.id, input.code);
  return ctx.transact(async (tx) => {
    await lockPerson(tx.db, found.id);
    const current = await findCredentials(tx.db, { id: found.id });
    if (current?.passwordHash !== found.passwordHash) throw new AppError("credentials_wrong");
    return letIn(tx, ctx, found.id, "credentials_wrong");
  });
}

/** Starts the session of a locked person, unless he was blocked meanwhile. */
export async function letIn(
  tx: Context,
  ctx: StepContext,
  personId: PersonId,
  refusal: "credentials_wrong" | "passkey_wrong",
): Promise<Me> {
  const current = await findCredentials(tx.db, { id: personId });
  if (!current || current.isBlocked) throw new AppError(refusal);
  await startSession(tx, ctx.browser, personId);
  return loadMe(tx.db, personId);
}

export async function changePassword(
  ctx: PersonStepContext,
  { current, next }: ParsedInput<typeof api.changePassword>,
): Promise<Record<string, never>> {
  const { personId, sessionId } = ctx.actor;
  await requireMyPassword(ctx, current);
  const passwordHash = await hashPassword(next);
  await ctx.transact(async (tx) => {
    await updatePasswordHash(tx.db, personId, passwordHash);
    await endSessionsOf(tx, personId, sessionId);
  });
  return {};
}
