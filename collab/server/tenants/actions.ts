import {
  checkActiveUsers,
  checkRequestRate,
  cleanCode,
  registrationLimits,
  type Application,
  type beginRegistration as beginRoute,
  type confirmRegistration as confirmRoute,
  type describeServer as describeRoute,
  type getApplication as getRoute,
  type PendingRegistration,
  type RegistrationId,
} from "@veche/collab-domain/tenants";
import { AppError, must, newId, type ParsedInput, type RouteOutput } from "@veche/kernel";
import packageJson from "../package.json" with { type: "json" };
import type { PublicContext, TenantContext } from "../context.ts";
import { createCode, hashCode, isCode } from "./codes.ts";
import { writeCodeLetter } from "./letter.ts";
import * as store from "./store.ts";
import { isProofOf } from "./tokens.ts";

export async function describeServer(ctx: PublicContext): Promise<RouteOutput<typeof describeRoute>> {
  return { product: "veche", version: packageJson.version, name: ctx.parts.serverName };
}

export async function beginRegistration(ctx: PublicContext, request: ParsedInput<typeof beginRoute>): Promise<PendingRegistration> {
  checkActiveUsers(request.activeUserCount);
  const id: RegistrationId = newId();
  const code = createCode();
  const expiresAt = new Date(ctx.now.getTime() + registrationLimits.codeLifetimeMs);
  const attemptsLeft = registrationLimits.attemptCount;
  await ctx.transact(async ({ db }) => {
    const { email, installationId } = request;
    await store.lockRequests(db, [email, installationId, ctx.address]);
    const windowStart = new Date(ctx.now.getTime() - registrationLimits.windowMs);
    checkRequestRate(await store.countRecentRequests(db, { email, installationId, address: ctx.address }, windowStart), ctx.now);
    await store.replaceWaitingRegistrations(db, installationId);
    const codeHash = hashCode(ctx.parts.codeKey, id, code);
    await store.insertRegistration(db, { ...request, id, address: ctx.address, codeHash, attemptsLeft, createdAt: ctx.now, expiresAt });
    await ctx.parts.sendLetter(db, writeCodeLetter({ to: email, application: request.applicationName, code, language: request.language }));
  });
  const resendAt = new Date(ctx.now.getTime() + registrationLimits.resendIntervalMs).toISOString();
  return { id, email: request.email, expiresAt: expiresAt.toISOString(), resendAt, attemptsLeft };
}

/** The used attempt stays used though the answer is a refusal, so it has a transaction of its own. */
export async function confirmRegistration(
  ctx: PublicContext,
  input: ParsedInput<typeof confirmRoute>,
): Promise<{ application: Application }> {
  await requireProvenRegistration(ctx, input);
  const registration = await ctx.transact(({ db }) => store.takeAttempt(db, input.registrationId, ctx.now));
  if (!registration) throw new AppError("code_expired");
  if (!isCode(ctx.parts.codeKey, registration.id, cleanCode(input.code), registration.codeHash)) {
    throw new AppError("code_wrong", { attemptsLeft: registration.attemptsLeft });
  }
  return ctx.transact(async (tx) => {
    if (!(await store.endRegistration(tx.db, registration.id, "confirmed"))) throw new AppError("code_expired");
    const tenant = tx.forTenant(await store.connectApplication(tx.db, registration, ctx.now));
    await tenant.raise({ type: "application.connected", name: registration.applicationName });
    tenant.afterCommit(() => endAccess(tenant));
    return { application: must(await store.findApplication(tx.db, tenant.applicationId)).application };
  });
}

export async function cancelRegistration(
  ctx: PublicContext,
  input: { registrationId: RegistrationId; proof: string },
): Promise<Record<string, never>> {
  const { id } = await requireProvenRegistration(ctx, input);
  await ctx.transact(({ db }) => store.endRegistration(db, id, "cancelled"));
  return {};
}

/** Who did not begin a registration learns nothing of it. */
async function requireProvenRegistration(
  ctx: PublicContext,
  input: { registrationId: RegistrationId; proof: string },
): Promise<store.RegistrationRow> {
  const registration = await ctx.transact(({ db }) => store.findRegistration(db, input.registrationId));
  if (!registration || !(await isProofOf(input.proof, registration))) throw new AppError("not_found");
  return registration;
}

export async function getApplication(ctx: TenantContext): Promise<RouteOutput<typeof getRoute>> {
  const { application } = must(await store.findApplication(ctx.db, ctx.applicationId));
  return { application, ...(await store.countBelongings(ctx.db, ctx.applicationId)) };
}

export async function disconnectApplication(ctx: TenantContext): Promise<Record<string, never>> {
  await store.disconnect(ctx.db, ctx.applicationId, ctx.now);
  ctx.afterCommit(() => endAccess(ctx));
  return {};
}

/** Tokens of an earlier key or of a connection that has ended open nothing any more, and who is inside goes out. */
function endAccess({ parts, applicationId }: TenantContext): void {
  parts.tokens.forgetApplication(applicationId);
  parts.sockets.closeApplication(applicationId);
}
