import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from "node:crypto";
import type { PersonId } from "@veche/office-domain/directory";
import type { FactorKey } from "../context.ts";

const nonceBytes = 12;
const tagBytes = 16;

/** Secrets are sealed with AES-256-GCM, recovery codes become an HMAC. */
export class InstallationFactorKey implements FactorKey {
  readonly #sealing: Uint8Array;
  readonly #hashing: Uint8Array;

  /** @param secret 32 bytes of this installation */
  constructor(secret: Uint8Array) {
    this.#sealing = new Uint8Array(hkdfSync("sha256", secret, "", "second factor secrets", 32));
    this.#hashing = new Uint8Array(hkdfSync("sha256", secret, "", "recovery codes", 32));
  }

  /** Bound to the person: it does not open as somebody else's. */
  seal(personId: PersonId, secret: Uint8Array): Uint8Array {
    const nonce = randomBytes(nonceBytes);
    const cipher = createCipheriv("aes-256-gcm", this.#sealing, nonce).setAAD(Buffer.from(personId));
    return Buffer.concat([nonce, cipher.update(secret), cipher.final(), cipher.getAuthTag()]);
  }

  /** @returns undefined when it was sealed with another key: a restored database without the secret of its installation */
  open(personId: PersonId, sealed: Uint8Array): Uint8Array | undefined {
    const decipher = createDecipheriv("aes-256-gcm", this.#sealing, sealed.subarray(0, nonceBytes)).setAAD(Buffer.from(personId));
    decipher.setAuthTag(sealed.subarray(-tagBytes));
    try {
      return Buffer.concat([decipher.update(sealed.subarray(nonceBytes, -tagBytes)), decipher.final()]);
    } catch {
      return undefined;
    }
  }

  hashCode(personId: PersonId, code: string): Uint8Array {
    return createHmac("sha256", this.#hashing).update(`${personId} ${code}`).digest();
  }
}
