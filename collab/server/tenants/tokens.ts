import { tokenAudience, type ApplicationId } from "@veche/collab-domain/tenants";
import { AppError } from "@veche/kernel";
import { Gathering } from "@veche/server/database";
import { decodeJwt, importJWK, jwtVerify, type CryptoKey, type JWTPayload } from "jose";
import { LRUCache } from "lru-cache";
import * as z from "zod";
import type { Db } from "../context.ts";
import { listConnectedKeys } from "./store.ts";

/** What a valid token says: which application signed it, for whom, until when. */
export interface VerifiedToken {
  readonly applicationId: ApplicationId;
  /** null: the application acts for itself */
  readonly externalId: string | null;
  /** the application's own name of the session it was given to */
  readonly sessionId: string | null;
  readonly expiresAt: Date;
}

const longestLifeS = 3600;
const clockToleranceS = 60;
const keyCache = new LRUCache<string, Promise<CryptoKey | Uint8Array>>({ max: 1_000 });

function importKey(x: string): Promise<CryptoKey | Uint8Array> {
  const known = keyCache.get(x);
  if (known) return known;
  const key = importJWK({ kty: "OKP", crv: "Ed25519", x }, "EdDSA");
  keyCache.set(x, key);
  return key;
}

/** @throws AppError unauthenticated when it is not signed by that key, is for something else, has ended or lives longer than an hour */
async function verify(token: string, publicKey: string, audiences: string[]): Promise<JWTPayload> {
  try {
    const key = await importKey(publicKey);
    const options = { algorithms: ["EdDSA"], audience: audiences, clockTolerance: clockToleranceS, requiredClaims: ["exp"] };
    const { payload } = await jwtVerify(token, key, options);
    if (payload.exp! - Date.now() / 1000 > longestLifeS + clockToleranceS) throw new AppError("unauthenticated");
    return payload;
  } catch (cause) {
    throw new AppError("unauthenticated", {}, { cause });
  }
}

const issuerSchema = z.object({ iss: z.uuid() });

/** Public keys of connected applications, found for all who sign in at the same moment. */
export type ConnectedKeys = Gathering<ApplicationId, string | undefined>;

export function openConnectedKeys(db: Db): ConnectedKeys {
  return new Gathering(async (ids) => {
    const keys = await listConnectedKeys(db, [...new Set(ids)]);
    return ids.map((id) => keys.get(id));
  });
}

/** @throws AppError unauthenticated, also when the application is disconnected or unknown */
export async function verifyToken(keys: ConnectedKeys, token: string): Promise<VerifiedToken> {
  const applicationId = readIssuer(token);
  const publicKey = await keys.ask(applicationId);
  if (publicKey === undefined) throw new AppError("unauthenticated");
  const payload = await verify(token, publicKey, [tokenAudience.application, tokenAudience.user]);
  const isUser = payload.aud === tokenAudience.user;
  if (isUser ? !payload.sub : payload.aud !== tokenAudience.application) throw new AppError("unauthenticated");
  const sessionId = typeof payload["sid"] === "string" ? payload["sid"] : null;
  return { applicationId, externalId: isUser ? payload.sub! : null, sessionId, expiresAt: new Date(payload.exp! * 1000) };
}

function readIssuer(token: string): ApplicationId {
  try {
    return issuerSchema.parse(decodeJwt(token)).iss as ApplicationId;
  } catch (cause) {
    throw new AppError("unauthenticated", {}, { cause });
  }
}

/** Whether the proof was signed, for this registration, by the key it began with. */
export async function isProofOf(proof: string, registration: { readonly id: string; readonly publicKey: string }): Promise<boolean> {
  const payload = await verify(proof, registration.publicKey, [tokenAudience.registration]).catch(() => null);
  return payload?.sub === registration.id;
}
