import { hash, verify } from "@node-rs/argon2";

/** argon2id with 19 MiB, two passes, one lane. @see OWASP Password Storage Cheat Sheet, RFC 9106 */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

export async function hashPassword(password: string): Promise<string> {
  return hash(password, cost);
}

let decoy: Promise<string> | undefined;

/** @param passwordHash undefined for an unknown login: takes the same time and is never right */
export async function isPassword(password: string, passwordHash: string | undefined): Promise<boolean> {
  decoy ??= hashPassword(crypto.randomUUID());
  const isRight = await verify(passwordHash ?? (await decoy), password);
  return isRight && passwordHash !== undefined;
}
