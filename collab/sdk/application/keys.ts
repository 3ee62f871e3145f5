import { tokenAudience } from "@veche/collab-domain/tenants";
import type { PublicKey } from "@veche/collab-domain/tenants";
import { exportJWK, generateKeyPair, importJWK, SignJWT } from "jose";
import type { JWK } from "jose";

/** An application's signing key. The private half never leaves the application. @see RFC 8037 */
export interface KeyPair {
  readonly publicKey: PublicKey;
  readonly privateKey: JWK;
}

export async function createKeyPair(): Promise<KeyPair> {
  const pair = await generateKeyPair("EdDSA", { crv: "Ed25519", extractable: true });
  const { x } = await exportJWK(pair.publicKey);
  return { publicKey: { kty: "OKP", crv: "Ed25519", x: x! }, privateKey: await exportJWK(pair.privateKey) };
}

export interface TokenClaims {
  /** application id, or empty before there is one */
  readonly issuer?: string;
  readonly subject?: string;
  /** the application's own name of the person's session, to be ended by it */
  readonly sessionId?: string;
  readonly audience: keyof typeof tokenAudience;
  /** seconds from now */
  readonly lifetimeS: number;
}

/** @returns a signed token and the instant of its end */
export async function signToken(privateKey: JWK, claims: TokenClaims, now = new Date()): Promise<{ token: string; expiresAt: string }> {
  const issuedAt = Math.floor(now.getTime() / 1000);
  const jwt = new SignJWT(claims.sessionId === undefined ? {} : { sid: claims.sessionId })
    .setProtectedHeader({ alg: "EdDSA" })
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + claims.lifetimeS);
  jwt.setAudience(tokenAudience[claims.audience]);
  if (claims.issuer) jwt.setIssuer(claims.issuer);
  if (claims.subject) jwt.setSubject(claims.subject);
  const token = await jwt.sign(await importJWK(privateKey, "EdDSA"));
  return { token, expiresAt: new Date((issuedAt + claims.lifetimeS) * 1000).toISOString() };
}
