import type { PersonId } from "@veche/office-domain/directory";
import type { SignInMeans } from "@veche/office-domain/session";
import type { Context } from "../context.ts";
import { findFactor } from "./factor-store.ts";
import { listPasskeys } from "./passkey-store.ts";
import { canHavePasskeys } from "./webauthn.ts";

export async function loadMeans(ctx: Context, personId: PersonId): Promise<SignInMeans> {
  const factor = await findFactor(ctx.db, personId);
  const passkeys = await listPasskeys(ctx.db, personId);
  return {
    secondFactor: factor?.confirmedAt
      ? { confirmedAt: factor.confirmedAt.toISOString(), recoveryCodesLeft: factor.recoveryCodesLeft }
      : null,
    passkeys: passkeys.map(({ id, name, isSynced, createdAt, lastUsedAt }) => ({
      id,
      name,
      isSynced,
      createdAt: createdAt.toISOString(),
      lastUsedAt: lastUsedAt?.toISOString() ?? null,
    })),
    canHavePasskeys: canHavePasskeys(ctx.parts.publicUrl),
  };
}
