import { expect, test } from "vitest";
import { computeHotp, createSecret, encodeBase32, findStep, toKeyUri, toStep } from "./totp.ts";

const secret = Buffer.from("12345678901234567890");

test.each(
  ["755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489"].map(
    (code, counter) => [counter, code] as const,
  ),
)("RFC 4226, appendix D: counter %i gives %s", (counter, code) => {
  expect(computeHotp(secret, counter)).toBe(code);
});

test.each([
  [59, "94287082"],
  [1111111109, "07081804"],
  [1111111111, "14050471"],
  [1234567890, "89005924"],
  [2000000000, "69279037"],
  [20000000000, "65353130"],
])("RFC 6238, appendix B: at %i s the code is %s", (second, code) => {
  expect(computeHotp(secret, toStep(new Date(second * 1000)), 8)).toBe(code);
});

test("a code counts in its step, the one before and the one after", () => {
  const now = new Date("2026-11-24T10:00:00Z");
  const at = (steps: number): number | undefined => findStep(secret, computeHotp(secret, toStep(now) + steps), now);
  expect([-2, -1, 0, 1, 2].map(at)).toEqual([undefined, toStep(now) - 1, toStep(now), toStep(now) + 1, undefined]);
  expect(findStep(secret, "12345", now)).toBeUndefined();
});

test.each([
  ["", ""],
  ["f", "MY"],
  ["fo", "MZXQ"],
  ["foo", "MZXW6"],
  ["foob", "MZXW6YQ"],
  ["fooba", "MZXW6YTB"],
  ["foobar", "MZXW6YTBOI"],
])("RFC 4648, section 10: «%s» in base32 is «%s»", (text, encoded) => {
  expect(encodeBase32(Buffer.from(text))).toBe(encoded);
});

test("an authenticator reads the company, the person and the secret", () => {
  const uri = new URL(toKeyUri(secret, "Северный: ветер", "gusev"));
  expect(decodeURIComponent(uri.pathname)).toBe("/Северный  ветер:gusev");
  expect(uri.searchParams.get("issuer")).toBe("Северный: ветер");
  expect(uri.searchParams.get("secret")).toBe("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
  expect(encodeBase32(createSecret())).toHaveLength(32);
});
