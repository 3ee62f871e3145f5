import * as people from "@veche/office-domain/directory";
import * as api from "@veche/office-domain/session";
import { openLog } from "@veche/server/log";
import { afterAll, beforeAll, expect, test } from "vitest";
import { TestAuthenticator } from "../testing/authenticator.ts";
import { openTestOffice, testPassword } from "../testing/office.ts";
import type { TestBrowser, TestOffice } from "../testing/office.ts";
import { computeHotp, toStep } from "./totp.ts";

const origin = "https://office.example";
const password = testPassword;
const lines: string[] = [];
let office: TestOffice;
let administrator: TestBrowser;
let clerk: TestBrowser;

beforeAll(async () => {
  const log = openLog({ level: "info", name: "test", destination: { write: (line) => lines.push(line) } });
  office = await openTestOffice({ publicUrl: origin, log });
  ({ administrator, clerk } = await office.found());
});
afterAll(() => office.stop());

test("a wrong password, an unknown login and a blocked person look the same", async () => {
  const blocked = await office.hire(administrator, { login: "blocked" });
  await office.call(people.setBlocked, { personId: blocked.personId, isBlocked: true }, administrator);
  expect(await office.refusal(api.signIn, { login: clerk.login, password: "wrong password" })).toBe("credentials_wrong");
  expect(await office.refusal(api.signIn, { login: "nobody", password: testPassword })).toBe("credentials_wrong");
  expect(await office.refusal(api.signIn, { login: "blocked", password: testPassword })).toBe("credentials_wrong");
  expect(await office.refusal(people.getMe, {}, blocked)).toBe("unauthenticated");
});

test("signing in gives a new session and ends the one this browser had", async () => {
  const browser = await office.signIn(clerk.login);
  const before = { ...browser };
  await office.call(api.signIn, { login: clerk.login, password: testPassword }, browser);
  expect(browser.cookie).not.toBe(before.cookie);
  expect(await office.refusal(people.getMe, {}, before)).toBe("unauthenticated");
  await office.call(api.signOut, {}, browser);
  expect(await office.refusal(people.getMe, {}, { ...browser, cookie: before.cookie })).toBe("unauthenticated");
});

test("guessing a password is stopped", async () => {
  await office.hire(administrator, { login: "guessed" });
  const codes = [];
  for (let attempt = 0; attempt < 12; attempt += 1) codes.push(await office.refusal(api.signIn, { login: "guessed", password: "wrong" }));
  expect(codes.at(-1)).toBe("too_many_requests");
  office.clock.advance(60 * 60_000);
  expect((await office.signIn("guessed")).cookie).toContain("veche_session=");
});

test("a session that is idle for a week or a month old ends", async () => {
  const browser = await office.hire(administrator, { login: "idle" });
  office.clock.advance(8 * 24 * 3600_000);
  expect(await office.refusal(people.getMe, {}, browser)).toBe("unauthenticated");
  [administrator, clerk] = [await office.signIn(administrator.login), await office.signIn(clerk.login)];
});

test("another password ends the other sessions", async () => {
  const one = await office.hire(administrator, { login: "changer" });
  const other = await office.signIn("changer");
  expect(await office.refusal(api.changePassword, { current: "wrong", next: "new password" }, one)).toBe("credentials_wrong");
  await office.call(api.changePassword, { current: testPassword, next: "new password" }, one);
  expect((await office.call(api.listSessions, {}, one)).items).toHaveLength(1);
  expect(await office.refusal(people.getMe, {}, other)).toBe("unauthenticated");
});

test("my sessions say where they are; one is ended from afar, then all others, with their sockets", async () => {
  const here = await office.hire(administrator, { login: "traveller" });
  const [there, elsewhere] = [await office.signIn("traveller"), await office.signIn("traveller")];
  const [hisSocket, otherSocket] = [await office.listen(there), await office.listen(elsewhere)];
  const { items } = await office.call(api.listSessions, {}, there);
  expect(items).toHaveLength(3);
  expect(items.every(({ address }) => address === "127.0.0.1")).toBe(true);
  const current = items.find(({ isCurrent }) => isCurrent)!;
  expect(await office.refusal(api.endSession, { id: current.id }, clerk)).toBe("not_found");
  await office.call(api.endSession, { id: current.id }, here);
  expect(await hisSocket.closed).toBe(4401);
  expect(await office.refusal(people.getMe, {}, there)).toBe("unauthenticated");
  expect(await office.call(api.endOtherSessions, {}, here)).toEqual({ endedCount: 1 });
  expect(await otherSocket.closed).toBe(4401);
  expect(await office.refusal(people.getMe, {}, elsewhere)).toBe("unauthenticated");
  expect(await office.refusal(people.getMe, {}, here)).toBe("none");
});

/** What an authenticator app does. */
function showCode(secret: string): string {
  const bits = Array.from(secret, (sign) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(sign).toString(2).padStart(5, "0")).join("");
  const bytes = Uint8Array.from(bits.match(/.{8}/g)!, (byte) => Number.parseInt(byte, 2));
  return computeHotp(bytes, toStep(office.clock.now()));
}

async function switchOn(browser: TestBrowser): Promise<{ secret: string; recoveryCodes: string[] }> {
  const { secret } = await office.call(api.beginSecondFactor, { password }, browser);
  return { secret, ...(await office.call(api.confirmSecondFactor, { code: showCode(secret) }, browser)) };
}

test("a second factor counts from its first right code, and is asked beside a right password only", async () => {
  const browser = await office.hire(administrator, { login: "careful" });
  const { login } = browser;
  expect(await office.refusal(api.beginSecondFactor, { password: "wrong" }, browser)).toBe("credentials_wrong");
  const { secret, uri } = await office.call(api.beginSecondFactor, { password }, browser);
  expect(uri).toContain(`secret=${secret}`);
  expect(await office.refusal(api.confirmSecondFactor, { code: "000000" }, browser)).toBe("second_factor_wrong");
  expect(await office.refusal(api.signIn, { login, password })).toBe("none");
  const { recoveryCodes } = await office.call(api.confirmSecondFactor, { code: showCode(secret) }, browser);
  expect(new Set(recoveryCodes).size).toBe(10);
  expect(await office.refusal(api.beginSecondFactor, { password }, browser)).toBe("conflict");
  expect(await office.refusal(api.signIn, { login, password: "wrong" })).toBe("credentials_wrong");
  expect(await office.refusal(api.signIn, { login, password })).toBe("second_factor_required");
  expect(await office.refusal(api.signIn, { login, password, code: showCode(secret) })).toBe("second_factor_wrong");
  office.clock.advance(30_000);
  const code = showCode(secret);
  expect(await office.refusal(api.signIn, { login, password, code: `${code.slice(0, 3)} ${code.slice(3)}` })).toBe("none");
  expect(await office.refusal(api.signIn, { login, password, code })).toBe("second_factor_wrong");
});

test("of two people with one code at the same moment one gets in", async () => {
  const browser = await office.hire(administrator, { login: "raced" });
  const { secret } = await switchOn(browser);
  office.clock.advance(30_000);
  const code = showCode(secret);
  const answers = await Promise.all([1, 2, 3].map(() => office.refusal(api.signIn, { login: "raced", password, code })));
  expect(answers.toSorted()).toEqual(["none", "second_factor_wrong", "second_factor_wrong"]);
});

test("a recovery code opens once; new ones end the earlier", async () => {
  const browser = await office.hire(administrator, { login: "forgetful" });
  const { recoveryCodes } = await switchOn(browser);
  const [first, second] = recoveryCodes;
  expect(await office.refusal(api.signIn, { login: "forgetful", password, code: first!.toLowerCase().replaceAll("-", "") })).toBe("none");
  expect(await office.refusal(api.signIn, { login: "forgetful", password, code: first! })).toBe("second_factor_wrong");
  expect((await office.call(api.getSignInMeans, {}, browser)).secondFactor).toMatchObject({ recoveryCodesLeft: 9 });
  const renewed = await office.call(api.renewRecoveryCodes, { password }, browser);
  expect(await office.refusal(api.signIn, { login: "forgetful", password, code: second! })).toBe("second_factor_wrong");
  expect(await office.refusal(api.signIn, { login: "forgetful", password, code: renewed.recoveryCodes[0]! })).toBe("none");
});

test("guessing codes is stopped, and no right code helps then", async () => {
  const browser = await office.hire(administrator, { login: "attacked" });
  const { secret } = await switchOn(browser);
  office.clock.advance(60_000);
  const codes = [];
  for (let attempt = 0; attempt < 7; attempt += 1)
    codes.push(await office.refusal(api.signIn, { login: "attacked", password, code: "000000" }));
  expect(codes.at(-1)).toBe("too_many_requests");
  expect(await office.refusal(api.signIn, { login: "attacked", password, code: showCode(secret) })).toBe("too_many_requests");
  office.clock.advance(60 * 60_000);
  expect(await office.refusal(api.signIn, { login: "attacked", password, code: showCode(secret) })).toBe("none");
});

test("switching off asks for the password", async () => {
  const browser = await office.hire(administrator, { login: "tired" });
  await switchOn(browser);
  expect(await office.refusal(api.removeSecondFactor, { password: "wrong" }, browser)).toBe("credentials_wrong");
  await office.call(api.removeSecondFactor, { password }, browser);
  expect(await office.refusal(api.signIn, { login: "tired", password })).toBe("none");
});

async function addPasskey(browser: TestBrowser, name = "Телефон"): Promise<TestAuthenticator> {
  const authenticator = new TestAuthenticator(origin);
  const options = await office.call(api.beginPasskey, { password }, browser);
  await office.call(api.addPasskey, { name, credential: authenticator.create(options) }, browser);
  return authenticator;
}

const ask = () => office.call(api.beginPasskeySignIn, {});

test("a passkey signs in without a password and without the second factor", async () => {
  const browser = await office.hire(administrator, { login: "modern" });
  await switchOn(browser);
  const authenticator = await addPasskey(browser);
  expect(await office.refusal(api.beginPasskey, { password: "wrong" }, browser)).toBe("credentials_wrong");
  const visitor: TestBrowser = { ...browser, cookie: null };
  const me = await office.call(api.signInWithPasskey, authenticator.get(await ask()), visitor);
  expect(me.person.id).toBe(browser.personId);
  expect((await office.call(people.getMe, {}, visitor)).person.login).toBe("modern");
  const { passkeys, canHavePasskeys } = await office.call(api.getSignInMeans, {}, browser);
  expect(canHavePasskeys).toBe(true);
  expect(passkeys).toMatchObject([{ name: "Телефон", isSynced: true, lastUsedAt: office.clock.now().toISOString() }]);
});

test("an answer counts once, for our question, from our origin, by a verified owner whose count grows", async () => {
  const authenticator = await addPasskey(await office.hire(administrator, { login: "precise" }));
  const refuse = async (credential: api.UsedCredential) =>
    expect(await office.refusal(api.signInWithPasskey, credential)).toBe("passkey_wrong");
  const answer = authenticator.get(await ask());
  expect(await office.refusal(api.signInWithPasskey, answer)).toBe("none");
  await refuse(answer);
  await refuse(authenticator.get({ challenge: Buffer.alloc(32).toString("base64url") }));
  await refuse(authenticator.get(await ask(), { origin: "https://0ffice.example" }));
  await refuse(authenticator.get(await ask(), { isVerified: false }));
  await refuse(authenticator.get(await ask(), { counter: 1 }));
  await refuse(authenticator.get(await ask(), { userHandle: Buffer.from(clerk.personId).toString("base64url") }));
  await refuse(new TestAuthenticator(origin).get(await ask(), { userHandle: "" }));
  const late = authenticator.get(await ask());
  office.clock.advance(11 * 60_000);
  await refuse(late);
  expect(await office.refusal(api.signInWithPasskey, authenticator.get(await ask()))).toBe("none");
});

test("a passkey is made for our question, from our origin, and once", async () => {
  const browser = await office.hire(administrator, { login: "maker" });
  const authenticator = new TestAuthenticator(origin);
  const begin = () => office.call(api.beginPasskey, { password }, browser);
  const add = (credential: api.NewCredential, as = browser) => office.refusal(api.addPasskey, { name: "Ключ", credential }, as);
  expect(await add(authenticator.create(await begin(), { origin: "https://evil.example" }))).toBe("passkey_wrong");
  expect(await add(authenticator.create(await begin(), { isVerified: false }))).toBe("passkey_wrong");
  expect(await add(authenticator.create(await begin()), clerk)).toBe("passkey_wrong");
  expect(await add(authenticator.create(await begin()))).toBe("none");
  expect(await add(authenticator.create(await begin()))).toBe("passkey_wrong");
});

test("a passkey gets another name and is taken away; strangers cannot", async () => {
  const browser = await office.hire(administrator, { login: "owner" });
  const authenticator = await addPasskey(browser);
  const passkeyId = (await office.call(api.getSignInMeans, {}, browser)).passkeys[0]!.id;
  expect(await office.refusal(api.renamePasskey, { passkeyId, name: "Мой" }, clerk)).toBe("not_found");
  expect(await office.refusal(api.removePasskey, { passkeyId }, clerk)).toBe("not_found");
  expect((await office.call(api.renamePasskey, { passkeyId, name: "Ноутбук" }, browser)).passkeys).toMatchObject([{ name: "Ноутбук" }]);
  expect((await office.call(api.removePasskey, { passkeyId }, browser)).passkeys).toEqual([]);
  expect(await office.refusal(api.signInWithPasskey, authenticator.get(await ask()))).toBe("passkey_wrong");
});

test("a blocked person gets in neither with a passkey nor with a code", async () => {
  const browser = await office.hire(administrator, { login: "leaver" });
  const { recoveryCodes } = await switchOn(browser);
  const authenticator = await addPasskey(browser);
  await office.call(people.setBlocked, { personId: browser.personId, isBlocked: true }, administrator);
  expect(await office.refusal(api.signInWithPasskey, authenticator.get(await ask()))).toBe("passkey_wrong");
  expect(await office.refusal(api.signIn, { login: "leaver", password, code: recoveryCodes[0]! })).toBe("credentials_wrong");
});

test("an administrator takes a lost second factor and passkeys away, and says so in the log; nobody else can", async () => {
  const browser = await office.hire(administrator, { login: "loser" });
  await switchOn(browser);
  await addPasskey(browser);
  const { personId } = browser;
  const known = { hasSecondFactor: true, passkeyCount: 1, sessionCount: 1 };
  expect(await office.call(api.describeSignIn, { personId }, administrator)).toEqual(known);
  for (const route of [api.describeSignIn, api.resetSignIn]) expect(await office.refusal(route, { personId }, clerk)).toBe("forbidden");
  expect(await office.refusal(api.resetSignIn, { personId: administrator.personId }, administrator)).toBe("forbidden");
  await office.call(api.resetSignIn, { personId }, administrator);
  expect(lines.map((line) => JSON.parse(line))).toContainEqual(
    expect.objectContaining({ msg: "sign-in reset", personId, byPersonId: administrator.personId }),
  );
  expect(await office.refusal(people.getMe, {}, browser)).toBe("unauthenticated");
  expect(await office.refusal(api.signIn, { login: "loser", password })).toBe("none");
});

test("a password given by an administrator ends every session", async () => {
  const browser = await office.hire(administrator, { login: "renewed" });
  await office.call(people.updatePerson, { personId: browser.personId, password: "another password" }, administrator);
  expect(await office.refusal(people.getMe, {}, browser)).toBe("unauthenticated");
});

test("at a bare network address there are no passkeys", async () => {
  const bare = await openTestOffice({ publicUrl: "https://192.168.1.5" });
  expect(await bare.refusal(api.beginPasskeySignIn, {})).toBe("conflict");
  await bare.stop();
});
