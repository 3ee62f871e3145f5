import { AppError } from "@veche/kernel";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { applyStep, decideState, isParked, notRegistered, settle } from "./rules.ts";
import type { Connecting, ConnectingStep } from "./rules.ts";

const code = { registrationId: "r", expiresAt: "2026-11-24T11:00:00Z", resendAt: "2026-11-24T10:01:00Z", attemptsLeft: 5 };
const begin: ConnectingStep = { type: "begin", installationId: "here", nowMs: 0 };
const confirmed: ConnectingStep = { type: "confirmed", applicationId: "a", at: "2026-11-24T10:05:00Z" };
const viewer = { installationId: "here", mayConnect: true, nowMs: 0 };

function walk(...steps: readonly ConnectingStep[]): Connecting {
  return steps.reduce(applyStep, notRegistered);
}

test("connecting goes through the states of the stories", () => {
  const seen = [walk(), walk(begin), walk(begin, { type: "codeSent", code }), walk(begin, { type: "codeSent", code }, confirmed)];
  expect(seen.map((connecting) => decideState(connecting, viewer))).toEqual([
    "notRegistered",
    "waitingForServer",
    "waitingForCode",
    "registered",
  ]);
});

test("who may not connect is told that an administrator is needed, until it is connected", () => {
  const clerk = { ...viewer, mayConnect: false };
  expect(decideState(walk(), clerk)).toBe("administratorRequired");
  expect(decideState(walk(begin, { type: "codeSent", code }), clerk)).toBe("administratorRequired");
  expect(decideState(walk(begin, { type: "codeSent", code }, confirmed), clerk)).toBe("registered");
});

test("a server that does not answer leaves everything as it was", () => {
  expect(walk(begin, { type: "serverFailed" })).toEqual(notRegistered);
  const waiting = walk(begin, { type: "codeSent", code });
  expect([begin, { type: "serverFailed" } as const].reduce(applyStep, waiting)).toEqual(waiting);
});

test("an interrupted wait for the server ends by itself", () => {
  const stuck = walk(begin);
  expect(settle(stuck, { installationId: "here", nowMs: 59_000 })).toEqual(stuck);
  expect(settle(stuck, { installationId: "here", nowMs: 61_000 })).toEqual(notRegistered);
  expect(() => applyStep(stuck, { ...begin, nowMs: 1 })).toThrow("conflict");
  expect(applyStep(stuck, { ...begin, nowMs: 61_000 }).phase).toBe("waitingForServer");
});

test("a copy of a connected database is parked until a person decides", () => {
  const registered = walk(begin, { type: "codeSent", code }, confirmed);
  const elsewhere = { ...viewer, installationId: "there" };
  expect(decideState(registered, elsewhere)).toBe("parked");
  expect(decideState(registered, { ...elsewhere, mayConnect: false })).toBe("parked");
  expect(decideState(applyStep(registered, { type: "moved", installationId: "there" }), elsewhere)).toBe("registered");
  expect(decideState(applyStep(registered, { type: "forget" }), elsewhere)).toBe("notRegistered");
});

test("a copy does not use the code of its original", () => {
  expect(settle(walk(begin, { type: "codeSent", code }), { installationId: "there", nowMs: 0 })).toEqual(notRegistered);
});

const arbitraryStep: fc.Arbitrary<ConnectingStep> = fc.oneof(
  fc.record({ type: fc.constant("begin" as const), installationId: fc.constantFrom("here", "there"), nowMs: fc.nat(200_000) }),
  fc.record({ type: fc.constant("codeSent" as const), code: fc.constant(code) }),
  fc.record({ type: fc.constant("codeRefused" as const), attemptsLeft: fc.nat(4) }),
  fc.record({ type: fc.constant("moved" as const), installationId: fc.constantFrom("here", "there") }),
  fc.constantFrom<ConnectingStep>(confirmed, { type: "serverFailed" }, { type: "cancel" }, { type: "disconnect" }, { type: "forget" }),
);

test("whatever happens, only a code makes a connection, and only its own installation speaks", () => {
  fc.assert(
    fc.property(fc.array(arbitraryStep, { maxLength: 30 }), (steps) => {
      let connecting: Connecting = notRegistered;
      for (const step of steps) {
        const next = tryStep(connecting, step);
        const becomesRegistered = next.phase === "registered" && connecting.phase !== "registered";
        expect(!becomesRegistered || connecting.phase === "waitingForCode").toBe(true);
        const isSilent = next.phase !== "registered" || isParked(next, "here");
        expect(decideState(next, viewer) === "registered").toBe(!isSilent);
        connecting = next;
      }
    }),
  );
});

/** An impossible step is refused as a conflict and changes nothing. */
function tryStep(connecting: Connecting, step: ConnectingStep): Connecting {
  try {
    return applyStep(connecting, step);
  } catch (error) {
    if (error instanceof AppError && error.code === "conflict") return connecting;
    throw error;
  }
}
