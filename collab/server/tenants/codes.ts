import { createHmac, randomInt, timingSafeEqual } from "node:crypto";

/** @returns six figures, every number equally likely */
export function createCode(): string {
  return randomInt(1_000_000).toString().padStart(6, "0");
}

/** @param owner the registration: the same code of another one has another hash */
export function hashCode(key: Uint8Array, owner: string, code: string): Uint8Array {
  return createHmac("sha256", key).update(`${owner} ${code}`).digest();
}

export function isCode(key: Uint8Array, owner: string, code: string, hash: Uint8Array): boolean {
  return timingSafeEqual(hashCode(key, owner, code), hash);
}
