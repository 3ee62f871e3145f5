import type { PersonId } from "@veche/office-domain/directory";
import { AppError } from "@veche/kernel";
import { consume } from "@veche/server/rate-limit";
import type { PersonStepContext, StepContext } from "../context.ts";
import { findCredentials, isPassword } from "../directory/index.ts";
import type { Credentials } from "../directory/index.ts";

/** Guesses at one account, and guesses from one address at whatever accounts. */
const guessesPerLogin = { limit: 10, windowMs: 10 * 60_000 };
const guessesPerAddress = { limit: 60, windowMs: 10 * 60_000 };
/** Who guesses codes knows the password already. */
const codesPerPerson = { limit: 6, windowMs: 10 * 60_000 };
/** A company behind one address opens the sign-in page in the morning. */
const questionsPerAddress = { limit: 600, windowMs: 10 * 60_000 };

type Limit = Parameters<typeof consume>[3];

/** In a transaction of its own: a refused attempt counts. */
async function take(ctx: StepContext, key: string, limit: Limit): Promise<void> {
  await ctx.transact(({ db }) => consume(db, "office", key, limit, ctx.now));
}

/** @throws AppError too_many_requests */
export async function limitAddress(ctx: StepContext): Promise<void> {
  await take(ctx, `sign-in address ${ctx.browser.address}`, guessesPerAddress);
}

/** @throws AppError too_many_requests */
export async function limitGuesses(ctx: StepContext, account: string): Promise<void> {
  await limitAddress(ctx);
  await take(ctx, `sign-in login ${account}`, guessesPerLogin);
}

/** @throws AppError too_many_requests */
export async function limitCodes(ctx: StepContext, personId: PersonId): Promise<void> {
  await take(ctx, `second factor ${personId}`, codesPerPerson);
}

/** @throws AppError too_many_requests */
export async function limitQuestions(ctx: StepContext): Promise<void> {
  await take(ctx, `passkey questions ${ctx.browser.address}`, questionsPerAddress);
}

/** Who finds an open page does not know the password; guessing it is limited like signing in. @throws AppError credentials_wrong */
export async function requireMyPassword(ctx: PersonStepContext, password: string): Promise<Credentials> {
  const { personId } = ctx.actor;
  await limitGuesses(ctx, personId);
  const found = await ctx.transact(({ db }) => findCredentials(db, { id: personId }));
  if (found === undefined || !(await isPassword(password, found.passwordHash))) throw new AppError("credentials_wrong");
  return found;
}
