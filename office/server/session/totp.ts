import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";

const stepS = 30;
const digitCount = 6;
/** Clocks differ and people are slow: one step before and one after count too. @see RFC 6238 §5.2 */
const toleratedSteps = 1;
const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** @returns 160 random bits, as long as the hash. @see RFC 4226 §4 */
export function createSecret(): Uint8Array {
  return randomBytes(20);
}

/** @returns the code of a counter. @see RFC 4226 §5.3 */
export function computeHotp(secret: Uint8Array, counter: number, digits = digitCount): string {
  const message = Buffer.alloc(8);
  message.writeBigUInt64BE(BigInt(counter));
  const digest = createHmac("sha1", secret).update(message).digest();
  const offset = digest[digest.length - 1]! & 0xf;
  const number = digest.readUInt32BE(offset) & 0x7fffffff;
  return String(number % 10 ** digits).padStart(digits, "0");
}

/** @returns the time step of an instant. @see RFC 6238 §4.2 */
export function toStep(at: Date): number {
  return Math.floor(at.getTime() / 1000 / stepS);
}

/** @returns the time step the code belongs to, when it is one of those that count now */
export function findStep(secret: Uint8Array, code: string, now: Date): number | undefined {
  const given = Buffer.from(code);
  const current = toStep(now);
  const steps = Array.from({ length: 2 * toleratedSteps + 1 }, (_, index) => current - toleratedSteps + index);
  return steps.find((step) => {
    const right = Buffer.from(computeHotp(secret, step));
    return right.length === given.length && timingSafeEqual(right, given);
  });
}

/** @see RFC 4648 §6, without padding */
export function encodeBase32(bytes: Uint8Array): string {
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, "0")).join("");
  return (bits.match(/.{1,5}/g) ?? []).map((five) => alphabet[Number.parseInt(five.padEnd(5, "0"), 2)]).join("");
}

/** @returns what an authenticator app reads from a QR code */
export function toKeyUri(secret: Uint8Array, issuer: string, account: string): string {
  const label = `${encodeURIComponent(issuer.replaceAll(":", " "))}:${encodeURIComponent(account)}`;
  return `otpauth://totp/${label}?secret=${encodeBase32(secret)}&issuer=${encodeURIComponent(issuer)}`;
}
