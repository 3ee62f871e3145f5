import { AppError } from "@veche/kernel";
import type { ConversationId } from "../conversations/index.ts";
import type { UserId } from "../directory/index.ts";
import { absenceMs, maxTalkingCount, ringMs, toIdentity } from "./types.ts";
import type { Call, CallDeviceId, CallId, CallOutcome, CallParticipant } from "./types.ts";

/** Somebody on one of his devices. */
export interface Caller {
  readonly userId: UserId;
  readonly deviceId: CallDeviceId;
}

export interface CallPlan {
  readonly id: CallId;
  readonly conversationId: ConversationId;
  readonly isPersonal: boolean;
  readonly hasVideo: boolean;
  readonly starter: Caller;
  /** who is to be rung, the starter not among them */
  readonly rungIds: readonly UserId[];
  /** of those, who talks elsewhere */
  readonly busyIds: ReadonlySet<UserId>;
}

/** A new call: it rings, or begins at once where nobody is rung. One person who is busy ends it. */
export function openCall({ starter, rungIds, busyIds, ...plan }: CallPlan, now: Date): Call {
  const at = now.toISOString();
  const rung = rungIds.map((userId) => ({ ...awaited(userId), state: busyIds.has(userId) ? ("busy" as const) : ("ringing" as const) }));
  const answeredAt = rungIds.length === 0 ? at : null;
  const participants = [toJoined(awaited(starter.userId), starter, at), ...rung];
  const { userId: starterId } = starter;
  return conclude(
    { ...plan, starterId, state: "ringing", startedAt: at, answeredAt, endedAt: null, outcome: null, participants, version: 1 },
    now,
  );
}

/** Somebody comes, by answering or later; from another device he moves there. @throws AppError gone; conflict (full) */
export function joinCall(call: Call, caller: Caller, now: Date): Call {
  if (call.state === "ended") throw new AppError("gone");
  const known = call.participants.find(({ userId }) => userId === caller.userId);
  if (known?.state === "joined" && known.deviceId === caller.deviceId) return call;
  const isFull = call.participants.filter(({ state, userId }) => state === "joined" && userId !== caller.userId).length >= maxTalkingCount;
  if (isFull) throw new AppError("conflict", { reason: "full", limit: maxTalkingCount });
  const participant = toJoined(known ?? awaited(caller.userId), caller, now.toISOString());
  const participants = known ? call.participants.map((one) => (one === known ? participant : one)) : [...call.participants, participant];
  return change(call, participants, now);
}

/** Somebody does not want to answer. Harmless when it does not ring for him. */
export function declineCall(call: Call, userId: UserId, now: Date): Call {
  const participants = replace(call, userId, (one) => (one.state === "ringing" ? { ...one, state: "declined" } : one));
  return change(call, participants, now);
}

/** Somebody hangs up. @param deviceId null: wherever he talks; another than that changes nothing */
export function leaveCall(call: Call, userId: UserId, deviceId: CallDeviceId | null, now: Date): Call {
  const participants = replace(call, userId, (one) => {
    const isMeant = one.state === "joined" && (deviceId === null || one.deviceId === deviceId);
    return isMeant ? toGone(one, "left") : one;
  });
  return change(call, participants, now);
}

/** Everybody hangs up. */
export function endCall(call: Call, now: Date): Call {
  const participants = call.participants.map((one) => {
    if (one.state === "joined") return toGone(one, "left");
    return one.state === "ringing" ? toGone(one, "missed") : one;
  });
  return change(call, participants, now);
}

export interface Sight {
  readonly now: Date;
  /** identities in the room; null: the media server does not say */
  readonly present: ReadonlySet<string> | null;
  /** who may see the conversation now */
  readonly audience: ReadonlySet<UserId>;
}

/** What time, the media server and rights make of a call: nobody rings for ever, is gone for long, or stays without the right. */
export function settleCall(call: Call, { now, present, audience }: Sight): Call {
  const isRungOut = now.getTime() - Date.parse(call.startedAt) >= ringMs;
  const participants = call.participants.map((one) => {
    const mayStay = audience.has(one.userId);
    if (one.state === "ringing") return !mayStay || isRungOut ? toGone(one, "missed") : one;
    if (one.state !== "joined") return one;
    return mayStay ? settlePresence(one, now, present) : toGone(one, "left");
  });
  return change(call, participants, now);
}

function settlePresence(one: CallParticipant, now: Date, present: ReadonlySet<string> | null): CallParticipant {
  if (present === null || one.deviceId === null) return one;
  if (present.has(toIdentity({ userId: one.userId, deviceId: one.deviceId }))) return one.lostAt === null ? one : { ...one, lostAt: null };
  if (one.lostAt === null) return { ...one, lostAt: now.toISOString() };
  return now.getTime() - Date.parse(one.lostAt) >= absenceMs ? toGone(one, "left") : one;
}

/** When a call must be looked at again, if nothing happens before; null when it need not be. */
export function nextSettlement(call: Call): Date | null {
  if (call.state === "ended") return null;
  const ringing = call.participants.some(({ state }) => state === "ringing") ? [Date.parse(call.startedAt) + ringMs] : [];
  const lost = call.participants.flatMap(({ lostAt }) => (lostAt === null ? [] : [Date.parse(lostAt) + absenceMs]));
  const times = [...ringing, ...lost];
  return times.length === 0 ? null : new Date(Math.min(...times));
}

const awaited = (userId: UserId): CallParticipant => ({ userId, state: "ringing", deviceId: null, joinedAt: null, lostAt: null });

/** Until it is seen in the room, the device counts as being on its way. */
const toJoined = (one: CallParticipant, { deviceId }: Caller, at: string): CallParticipant => ({
  ...one,
  state: "joined",
  deviceId,
  joinedAt: one.joinedAt ?? at,
  lostAt: at,
});

const toGone = (one: CallParticipant, state: "left" | "missed"): CallParticipant => ({ ...one, state, deviceId: null, lostAt: null });

function replace(call: Call, userId: UserId, map: (one: CallParticipant) => CallParticipant): readonly CallParticipant[] {
  return call.participants.map((one) => (one.userId === userId ? map(one) : one));
}

/** @returns the very same call when nobody changed */
function change(call: Call, participants: readonly CallParticipant[], now: Date): Call {
  const isSame = participants.length === call.participants.length && participants.every((one, index) => one === call.participants[index]);
  if (isSame || call.state === "ended") return call;
  return conclude({ ...call, participants: [...participants], version: call.version + 1 }, now);
}

/** What follows for the whole from how its people are. */
function conclude(call: Call, now: Date): Call {
  const joined = call.participants.filter(({ state }) => state === "joined");
  const isAnswered = call.answeredAt !== null || joined.some(({ userId }) => userId !== call.starterId);
  const answeredAt = isAnswered ? (call.answeredAt ?? now.toISOString()) : null;
  const outcome = computeOutcome(call, joined.length, isAnswered);
  if (outcome === null) return { ...call, answeredAt, state: isAnswered ? "active" : "ringing" };
  const participants = call.participants.map((one) => {
    if (one.state === "joined") return toGone(one, "left");
    return one.state === "ringing" ? toGone(one, "missed") : one;
  });
  return { ...call, answeredAt, state: "ended", endedAt: now.toISOString(), outcome, participants };
}

/** @returns null while the call goes on */
function computeOutcome(call: Call, joinedCount: number, isAnswered: boolean): CallOutcome | null {
  if (isAnswered) {
    const isOver = joinedCount === 0 || (call.isPersonal && joinedCount < 2);
    return isOver ? "held" : null;
  }
  const others = call.participants.filter(({ userId }) => userId !== call.starterId);
  if (others.some(({ state }) => state === "ringing")) return joinedCount === 0 ? "canceled" : null;
  if (joinedCount === 0 && others.some(({ state }) => state === "missed")) return "canceled";
  if (others.every(({ state }) => state === "busy")) return "busy";
  return others.some(({ state }) => state === "missed") ? "missed" : "declined";
}
