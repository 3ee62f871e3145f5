import { createHash, randomBytes } from "node:crypto";
import { isIP } from "node:net";
import { AppError } from "@veche/kernel";
import type { PersonId } from "@veche/office-domain/directory";
import type { NewCredential, UsedCredential } from "@veche/office-domain/session";
import type { VerifiedRegistrationResponse } from "@simplewebauthn/server";
import * as z from "zod";
import type { PasskeyRow } from "./passkey-store.ts";

/** Its parsers of certificates take 25 MB and a tenth of a second: only who uses passkeys waits for them. */
const loadLibrary = () => import("@simplewebauthn/server");

/** EdDSA, ES256, RS256. @see https://www.iana.org/assignments/cose */
const supportedAlgorithmIDs = [-8, -7, -257];

type Registered = NonNullable<VerifiedRegistrationResponse["registrationInfo"]>;

/** Where passkeys of this office belong: to its public address, and to no other. */
export interface RelyingParty {
  readonly id: string;
  readonly origin: string;
}

/** @throws AppError conflict `passkeys_impossible` at an address where browsers offer none */
export function requireRelyingParty(publicUrl: string): RelyingParty {
  if (!canHavePasskeys(publicUrl)) throw new AppError("conflict", { reason: "passkeys_impossible" });
  const { hostname, origin } = new URL(publicUrl);
  return { id: hostname, origin };
}

/** Browsers want a name, and https or the own machine. @see https://www.w3.org/TR/webauthn-3/#rp-id */
export function canHavePasskeys(publicUrl: string): boolean {
  const { hostname, protocol } = new URL(publicUrl);
  const isAddress = isIP(hostname.replace(/^\[|\]$/g, "")) !== 0;
  return !isAddress && (protocol === "https:" || hostname === "localhost" || hostname.endsWith(".localhost"));
}

export interface Challenge {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly hash: Uint8Array;
}

export function createChallenge(): Challenge {
  const bytes = new Uint8Array(randomBytes(32));
  return { bytes, hash: hashChallenge(Buffer.from(bytes).toString("base64url")) };
}

/** @param challenge base64url, as it travels */
export function hashChallenge(challenge: string): Uint8Array {
  return createHash("sha256").update(challenge).digest();
}

const clientData = z.object({ challenge: z.string() });

/** @returns the challenge a browser says it has answered @throws AppError passkey_wrong */
export function readChallenge({ response }: NewCredential | UsedCredential): string {
  try {
    return clientData.parse(JSON.parse(Buffer.from(response.clientDataJSON, "base64url").toString())).challenge;
  } catch (cause) {
    throw new AppError("passkey_wrong", {}, { cause });
  }
}

export async function makeCreationOptions(
  party: RelyingParty,
  challenge: Challenge,
  person: { readonly id: PersonId; readonly login: string; readonly fullName: string; readonly organisation: string },
  known: readonly PasskeyRow[],
) {
  const { generateRegistrationOptions } = await loadLibrary();
  return generateRegistrationOptions({
    rpName: person.organisation,
    rpID: party.id,
    userName: person.login,
    userDisplayName: person.fullName,
    userID: new TextEncoder().encode(person.id),
    challenge: challenge.bytes,
    excludeCredentials: known.map(({ credentialId, transports }) => ({ id: credentialId, transports: [...transports] })),
    supportedAlgorithmIDs,
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
  });
}

export async function makeRequestOptions(party: RelyingParty, challenge: Challenge) {
  const { generateAuthenticationOptions } = await loadLibrary();
  return generateAuthenticationOptions({ rpID: party.id, challenge: challenge.bytes, userVerification: "required" });
}

/** @throws AppError passkey_wrong: another challenge or origin, or the person was not verified */
export async function verifyNew(party: RelyingParty, credential: NewCredential, challenge: string): Promise<Registered> {
  const { verifyRegistrationResponse } = await loadLibrary();
  const found = await verifyRegistrationResponse({
    response: { ...credential, clientExtensionResults: {} },
    expectedChallenge: challenge,
    expectedOrigin: party.origin,
    expectedRPID: party.id,
    supportedAlgorithmIDs,
  }).catch(refuse);
  return found.registrationInfo ?? refuse(undefined);
}

/** @returns how often the authenticator says it was used @throws AppError passkey_wrong: also when it was used more often before */
export async function verifyUse(party: RelyingParty, used: UsedCredential, challenge: string, passkey: PasskeyRow): Promise<number> {
  const { verifyAuthenticationResponse } = await loadLibrary();
  const { userHandle, ...response } = used.response;
  if (userHandle !== undefined && Buffer.from(userHandle, "base64url").toString() !== passkey.personId) refuse(undefined);
  const found = await verifyAuthenticationResponse({
    response: { ...used, response, clientExtensionResults: {} },
    expectedChallenge: challenge,
    expectedOrigin: party.origin,
    expectedRPID: party.id,
    credential: { id: passkey.credentialId, publicKey: new Uint8Array(passkey.publicKey), counter: passkey.counter },
  }).catch(refuse);
  return found.verified ? found.authenticationInfo.newCounter : refuse(undefined);
}

function refuse(cause: unknown): never {
  throw new AppError("passkey_wrong", {}, { cause });
}
