import { AppError, must, newId } from "@veche/kernel";
import type { ParsedInput, RouteOutput } from "@veche/kernel";
import type { Me, PersonId } from "@veche/office-domain/directory";
import type * as api from "@veche/office-domain/session";
import type { NewCredential, SignInMeans, UsedCredential } from "@veche/office-domain/session";
import type { Context, PersonContext, PersonStepContext, StepContext } from "../context.ts";
import { findOrganisation, lockPerson, requirePerson } from "../directory/index.ts";
import { limitAddress, limitQuestions, requireMyPassword } from "./attempts.ts";
import { loadMeans } from "./means.ts";
import * as store from "./passkey-store.ts";
import { letIn } from "./sign-in-actions.ts";
import * as webauthn from "./webauthn.ts";

/** As long as a slow person needs to find his key, and browsers wait. */
const challengeLifetimeMs = 10 * 60_000;
const mostPasskeys = 20;

async function ask(ctx: Context, personId: PersonId | null): Promise<webauthn.Challenge> {
  const challenge = webauthn.createChallenge();
  await store.deleteEndedChallenges(ctx.db, ctx.now);
  await store.insertChallenge(ctx.db, challenge.hash, personId, new Date(ctx.now.getTime() + challengeLifetimeMs));
  return challenge;
}

/** In a transaction of its own: a question is used up by a wrong answer too. @throws AppError passkey_wrong */
async function takeQuestion(ctx: StepContext, credential: NewCredential | UsedCredential, personId: PersonId | null): Promise<string> {
  const challenge = webauthn.readChallenge(credential);
  const isAsked = await ctx.transact(({ db }) => store.takeChallenge(db, webauthn.hashChallenge(challenge), personId, ctx.now));
  if (!isAsked) throw new AppError("passkey_wrong");
  return challenge;
}

export async function beginPasskeySignIn(ctx: StepContext): Promise<RouteOutput<typeof api.beginPasskeySignIn>> {
  const party = webauthn.requireRelyingParty(ctx.parts.publicUrl);
  await limitQuestions(ctx);
  const options = await webauthn.makeRequestOptions(party, await ctx.transact((tx) => ask(tx, null)));
  return { ...options };
}

/** An unknown passkey, that of a blocked person and a wrong answer look the same. */
export async function signInWithPasskey(ctx: StepContext, used: UsedCredential): Promise<Me> {
  const party = webauthn.requireRelyingParty(ctx.parts.publicUrl);
  await limitAddress(ctx);
  const challenge = await takeQuestion(ctx, used, null);
  const passkey = await ctx.transact(({ db }) => store.findPasskey(db, used.id));
  if (!passkey) throw new AppError("passkey_wrong");
  const counter = await webauthn.verifyUse(party, used, challenge, passkey);
  return ctx.transact(async (tx) => {
    await lockPerson(tx.db, passkey.personId);
    if (!(await store.updateUsed(tx.db, passkey.id, counter, tx.now))) throw new AppError("passkey_wrong");
    return letIn(tx, ctx, passkey.personId, "passkey_wrong");
  });
}

export async function beginPasskey(
  ctx: PersonStepContext,
  { password }: ParsedInput<typeof api.beginPasskey>,
): Promise<RouteOutput<typeof api.beginPasskey>> {
  const { personId } = ctx.actor;
  const party = webauthn.requireRelyingParty(ctx.parts.publicUrl);
  await requireMyPassword(ctx, password);
  const { challenge, person, known } = await ctx.transact(async (tx) => {
    const { login, fullName } = await requirePerson(tx.db, personId);
    const organisation = must(await findOrganisation(tx.db)).name;
    const passkeys = await store.listPasskeys(tx.db, personId);
    if (passkeys.length >= mostPasskeys) throw new AppError("conflict", { reason: "too_many" });
    return { challenge: await ask(tx, personId), person: { id: personId, login, fullName, organisation }, known: passkeys };
  });
  return { ...(await webauthn.makeCreationOptions(party, challenge, person, known)) };
}

export async function addPasskey(ctx: PersonStepContext, { name, credential }: ParsedInput<typeof api.addPasskey>): Promise<SignInMeans> {
  const { personId } = ctx.actor;
  const party = webauthn.requireRelyingParty(ctx.parts.publicUrl);
  const challenge = await takeQuestion(ctx, credential, personId);
  const { credential: made, credentialDeviceType } = await webauthn.verifyNew(party, credential, challenge);
  return ctx.transact(async (tx) => {
    const passkey = {
      id: newId<"Passkey">(),
      personId,
      credentialId: made.id,
      publicKey: made.publicKey,
      counter: made.counter,
      transports: credential.response.transports,
      isSynced: credentialDeviceType === "multiDevice",
      name,
      createdAt: tx.now,
    };
    if (!(await store.insertPasskey(tx.db, passkey))) throw new AppError("passkey_wrong");
    tx.afterCommit(() => ctx.parts.log.info({ personId, passkeyId: passkey.id }, "passkey added"));
    return loadMeans(tx, personId);
  });
}

export async function renamePasskey(ctx: PersonContext, input: ParsedInput<typeof api.renamePasskey>): Promise<SignInMeans> {
  const { personId } = ctx.actor;
  if (!(await store.updateName(ctx.db, personId, input.passkeyId, input.name))) throw new AppError("not_found");
  return loadMeans(ctx, personId);
}

export async function removePasskey(ctx: PersonContext, { passkeyId }: ParsedInput<typeof api.removePasskey>): Promise<SignInMeans> {
  const { personId } = ctx.actor;
  if (!(await store.deletePasskey(ctx.db, personId, passkeyId))) throw new AppError("not_found");
  ctx.afterCommit(() => ctx.parts.log.info({ personId, passkeyId }, "passkey removed"));
  return loadMeans(ctx, personId);
}
