import { getMe } from "@veche/collab-domain/directory";
import {
  beginRegistration,
  cancelRegistration,
  confirmRegistration,
  describeServer,
  disconnectApplication,
  getApplication,
  type PendingRegistration,
} from "@veche/collab-domain/tenants";
import { newId } from "@veche/kernel";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connectApplication, listen, openTestHouse, request, TestKey, type TestHouse } from "../testing/house.ts";

let house: TestHouse;
beforeAll(async () => {
  house = await openTestHouse();
});
afterAll(() => house.stop());

const address = (): string => `${newId()}@example.org`;

async function begin(email = address(), installationId: string = newId()) {
  const key = await TestKey.create();
  const pending = await house.call(beginRegistration, request(key, email, installationId));
  return { key, email, installationId, pending, code: await house.readCode(email) };
}

async function confirm(registration: { key: TestKey; pending: PendingRegistration }, code: string) {
  const proof = await registration.key.sign("registration", { sub: registration.pending.id });
  return house.call(confirmRegistration, { registrationId: registration.pending.id, code, proof });
}

describe("a registration", () => {
  it("begins at a server that says what it is", async () => {
    expect(await house.call(describeServer, {})).toMatchObject({ product: "veche" });
  });

  it("trades the code for an application", async () => {
    const begun = await begin();
    const { application } = await confirm(begun, begun.code);
    expect(application).toMatchObject({ name: "Северный ветер", installationId: begun.installationId, subscriber: { email: begun.email } });
    const token = await begun.key.sign("application", { iss: application.id });
    expect(await house.call(getApplication, {}, token)).toMatchObject({ userCount: 0, conversationCount: 1 });
  });

  it("needs two active users", async () => {
    const key = await TestKey.create();
    await expect(house.call(beginRegistration, { ...request(key, address(), newId()), activeUserCount: 1 })).rejects.toMatchObject({
      code: "too_few_users",
      details: { activeUserCount: 1 },
    });
  });

  it("counts wrong codes and ends after the fifth", async () => {
    const begun = await begin();
    const wrong = begun.code === "000000" ? "000001" : "000000";
    for (const attemptsLeft of [4, 3, 2, 1, 0]) {
      await expect(confirm(begun, wrong)).rejects.toMatchObject({ code: "code_wrong", details: { attemptsLeft } });
    }
    await expect(confirm(begun, begun.code)).rejects.toMatchObject({ code: "code_expired" });
  });

  it("lets exactly one of many win who use the code at once", async () => {
    const begun = await begin();
    const outcomes = await Promise.allSettled(Array.from({ length: 5 }, () => confirm(begun, begun.code)));
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const outcome of outcomes) if (outcome.status === "rejected") expect(outcome.reason).toMatchObject({ code: "code_expired" });
    await expect(confirm(begun, begun.code)).rejects.toMatchObject({ code: "code_expired" });
  });

  it("ends with its code after a quarter of an hour", async () => {
    const begun = await begin();
    house.clock.advance(15 * 60_000 + 1);
    await expect(confirm(begun, begun.code)).rejects.toMatchObject({ code: "code_expired" });
  });

  it("belongs to who began it", async () => {
    const begun = await begin();
    const other = await TestKey.create();
    await expect(confirm({ key: other, pending: begun.pending }, begun.code)).rejects.toMatchObject({ code: "not_found" });
    const proof = await other.sign("registration", { sub: begun.pending.id });
    await expect(house.call(cancelRegistration, { registrationId: begun.pending.id, proof })).rejects.toMatchObject({ code: "not_found" });
    expect(await confirm(begun, begun.code)).toMatchObject({ application: {} });
  });

  it("once used, does not keep the next one waiting", async () => {
    const first = await begin();
    await confirm(first, first.code);
    expect(await house.call(beginRegistration, request(first.key, first.email, first.installationId))).toMatchObject({ attemptsLeft: 5 });
  });

  it("is useless after it was cancelled or replaced", async () => {
    const cancelled = await begin();
    const proof = await cancelled.key.sign("registration", { sub: cancelled.pending.id });
    await house.call(cancelRegistration, { registrationId: cancelled.pending.id, proof });
    await expect(confirm(cancelled, cancelled.code)).rejects.toMatchObject({ code: "code_expired" });
    const first = await begin();
    await expect(house.call(beginRegistration, request(first.key, first.email, first.installationId))).rejects.toMatchObject({
      code: "too_many_requests",
    });
    house.clock.advance(60_000);
    await house.call(beginRegistration, request(first.key, first.email, first.installationId));
    await expect(confirm(first, first.code)).rejects.toMatchObject({ code: "code_expired" });
  });
});

describe("an application", () => {
  it("comes back to the same subscriber and installation with a new key", async () => {
    const first = await begin();
    const { application } = await confirm(first, first.code);
    const oldToken = await first.key.sign("application", { iss: application.id });
    await house.call(getApplication, {}, oldToken);
    house.clock.advance(61_000);
    const key = await TestKey.create();
    const pending = await house.call(beginRegistration, request(key, first.email, first.installationId));
    const again = await confirm({ key, pending }, await house.readCode(first.email, 2));
    expect(again.application.id).toBe(application.id);
    await expect(house.call(getApplication, {}, oldToken)).rejects.toMatchObject({ code: "unauthenticated" });
  });

  it("goes out at once when it disconnects, and its people with it", async () => {
    const application = await connectApplication(house, ["anna", "boris"]);
    const anna = await application.tokenOf("anna");
    const socket = await listen(house, anna);
    await house.call(disconnectApplication, {}, application.token);
    expect(await socket.closed).toBe(4401);
    await expect(house.call(getMe, {}, anna)).rejects.toMatchObject({ code: "unauthenticated" });
  });

  it("is signed for by nobody else", async () => {
    const [one, other] = [await connectApplication(house, ["anna"]), await connectApplication(house, ["anna"])];
    const forged = await other.key.sign("user", { iss: one.id, sub: "anna" });
    const unknown = await one.tokenOf("nobody");
    const endless = await one.key.sign("user", { iss: one.id, sub: "anna" }, "3h");
    const disguised = await one.key.sign("user", { iss: one.id, sub: "application" });
    for (const token of [forged, unknown, endless, disguised, one.token, "x.y.z"]) {
      await expect(house.call(getMe, {}, token)).rejects.toMatchObject({ code: "unauthenticated" });
    }
    await expect(house.call(getApplication, {}, await one.tokenOf("anna"))).rejects.toMatchObject({ code: "unauthenticated" });
  });
});
