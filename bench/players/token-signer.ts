import { tokenAudience } from "@veche/collab-domain/tenants";
import { generateKeyPairSync, sign, type KeyObject } from "node:crypto";

/** Signs tokens of people as a connected application does. @see RFC 7519, RFC 8037 */
export class TokenSigner {
  readonly publicKey: string;
  readonly #privateKey: KeyObject;
  readonly #applicationId: string;

  constructor(applicationId: string) {
    const { publicKey, privateKey } = generateKeyPairSync("ed25519");
    this.publicKey = publicKey.export({ format: "jwk" }).x!;
    this.#privateKey = privateKey;
    this.#applicationId = applicationId;
  }

  signFor(userId: string): string {
    const issuedAt = Math.floor(Date.now() / 1000);
    const claims = { iss: this.#applicationId, sub: userId, aud: tokenAudience.user, iat: issuedAt, exp: issuedAt + 1_800 };
    const body = [{ alg: "EdDSA", typ: "JWT" }, claims].map((part) => Buffer.from(JSON.stringify(part)).toString("base64url")).join(".");
    return `${body}.${sign(null, Buffer.from(body), this.#privateKey).toString("base64url")}`;
  }
}
