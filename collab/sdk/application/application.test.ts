import { describe, expect, test } from "vitest";
import { decodeJwt, importJWK, jwtVerify } from "jose";
import { createKeyPair, parseServerAddress, signToken } from "./index.ts";

describe("the address of a server", () => {
  test.each([
    ["chat.example.ru", "https://chat.example.ru"],
    ["wss://chat.example.ru:8443/x", "https://chat.example.ru:8443"],
    ["ws://10.0.0.5:8080", "http://10.0.0.5:8080"],
    [" localhost:8080 ", "http://localhost:8080"],
    ["https://чат.рф", "https://xn--80a0bn.xn--p1ai"],
  ])("%s means %s", (text, origin) => {
    expect(parseServerAddress(text)).toBe(origin);
  });

  test.each(["", "http://", "ftp://chat.example.ru", "https://user:secret@chat.example.ru", "javascript:alert(1)", "no spaces.ru"])(
    "%j is refused",
    (text) => {
      expect(() => parseServerAddress(text)).toThrowError(expect.objectContaining({ code: "invalid" }));
    },
  );
});

test("a token is signed by the key and names issuer, person and audience", async () => {
  const keys = await createKeyPair();
  const { token, expiresAt } = await signToken(keys.privateKey, { issuer: "a", subject: "42", audience: "user", lifetimeS: 60 });
  await jwtVerify(token, await importJWK(keys.publicKey, "EdDSA"), { audience: "veche:user", issuer: "a" });
  expect(decodeJwt(token)).toMatchObject({ sub: "42", exp: Date.parse(expiresAt) / 1000 });
});
