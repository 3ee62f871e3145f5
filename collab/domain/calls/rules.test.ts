import { newId } from "@veche/kernel";
import { describe, expect, it } from "vitest";
import type { UserId } from "../directory/index.ts";
import { applyCallEvent } from "./apply.ts";
import { declineCall, endCall, joinCall, leaveCall, nextSettlement, openCall, settleCall } from "./rules.ts";
import type { Caller } from "./rules.ts";
import { absenceMs, ringMs, toIdentity } from "./types.ts";
import type { Call } from "./types.ts";

const start = new Date("2026-11-24T09:00:00.000Z");
const after = (ms: number): Date => new Date(start.getTime() + ms);
const person = (): Caller => ({ userId: newId<"User">(), deviceId: newId<"CallDevice">() });
const [anna, boris, vera] = [person(), person(), person()];
const everybody = new Set([anna, boris, vera].map(({ userId }) => userId));
const plan = { id: newId<"Call">(), conversationId: newId<"Conversation">(), isPersonal: false, hasVideo: false, starter: anna };

const open = (others: readonly Caller[], changes: { isPersonal?: boolean; busy?: readonly UserId[] } = {}): Call =>
  openCall(
    { ...plan, isPersonal: changes.isPersonal ?? false, rungIds: others.map(({ userId }) => userId), busyIds: new Set(changes.busy) },
    start,
  );
const states = (call: Call): string => [call.state, call.outcome ?? "-", ...call.participants.map(({ state }) => state)].join(" ");
const settle = (call: Call, at: Date, present: readonly Caller[] | null, audience = everybody): Call =>
  settleCall(call, { now: at, present: present && new Set(present.map(toIdentity)), audience });

describe("a call of two", () => {
  const ringing = open([boris], { isPersonal: true });

  it("rings, is answered, and ends with the first who hangs up", () => {
    expect(states(ringing)).toBe("ringing - joined ringing");
    const answered = joinCall(ringing, boris, after(5_000));
    expect(states(answered)).toBe("active - joined joined");
    expect(answered.answeredAt).toBe(after(5_000).toISOString());
    expect(states(leaveCall(answered, boris.userId, boris.deviceId, after(9_000)))).toBe("ended held left left");
  });

  it("says why nobody talked", () => {
    expect(states(declineCall(ringing, boris.userId, after(1)))).toBe("ended declined left declined");
    expect(states(leaveCall(ringing, anna.userId, anna.deviceId, after(1)))).toBe("ended canceled left missed");
    expect(states(settle(ringing, after(ringMs), [anna]))).toBe("ended missed left missed");
    expect(states(open([boris], { isPersonal: true, busy: [boris.userId] }))).toBe("ended busy left busy");
  });

  it("moves with a person from device to device, and an old device cannot hang up", () => {
    const answered = joinCall(ringing, boris, after(1));
    const moved = joinCall(answered, { ...boris, deviceId: newId<"CallDevice">() }, after(2));
    expect(moved.participants[1]?.deviceId).not.toBe(boris.deviceId);
    expect(leaveCall(moved, boris.userId, boris.deviceId, after(3))).toBe(moved);
  });
});

describe("a call of a group", () => {
  it("goes on until the last one, and is open to who declined", () => {
    const declined = declineCall(open([boris, vera]), boris.userId, after(1));
    expect(states(declined)).toBe("ringing - joined declined ringing");
    const joined = joinCall(joinCall(declined, vera, after(2)), boris, after(3));
    const last = leaveCall(leaveCall(joined, anna.userId, anna.deviceId, after(4)), vera.userId, null, after(5));
    expect(states(last)).toBe("active - left joined left");
    expect(states(leaveCall(last, boris.userId, null, after(6)))).toBe("ended held left left left");
    expect(states(endCall(joined, after(6)))).toBe("ended held left left left");
  });

  it("begins at once where nobody is rung, and waits for company", () => {
    const call = open([]);
    expect(states(call)).toBe("active - joined");
    expect(states(settle(call, after(ringMs * 10), null))).toBe("active - joined");
  });
});

describe("time and rights", () => {
  const talking = joinCall(open([boris, vera]), boris, after(0));

  it("give a lost device some time to come back", () => {
    const present = settle(talking, after(1_000), [anna, boris]);
    expect(present.participants.map(({ lostAt }) => lostAt)).toEqual([null, null, null]);
    const lost = settle(present, after(2_000), [anna]);
    expect(nextSettlement(lost)).toEqual(after(2_000 + absenceMs));
    expect(settle(lost, after(2_000 + absenceMs - 1), [anna, boris]).participants[1]).toMatchObject({ state: "joined", lostAt: null });
    expect(states(settle(lost, after(2_000 + absenceMs), [anna]))).toBe("active - joined left ringing");
  });

  it("change nothing while the media server says nothing, and put out who lost the right", () => {
    expect(settle(talking, after(1), null)).toBe(talking);
    expect(states(settle(talking, after(1), null, new Set([anna.userId])))).toBe("active - joined left missed");
  });

  it("leave no call open for ever", () => {
    let call = talking;
    for (let at = nextSettlement(call); at !== null; at = nextSettlement(call)) call = settle(call, at, []);
    expect(call.state).toBe("ended");
  });
});

it("refuses who comes too late", () => {
  expect(() => joinCall(endCall(open([boris]), start), boris, start)).toThrow("gone");
});

it("a screen keeps the newest state, and forgets what has ended", () => {
  const first = open([boris]);
  const second = joinCall(first, boris, after(1));
  const event = (call: Call) => ({ type: "call.changed" as const, call });
  const shown = applyCallEvent(applyCallEvent([], event(second)), event(first));
  expect(shown).toEqual([second]);
  expect(applyCallEvent(shown, event(endCall(second, after(2))))).toEqual([]);
});
