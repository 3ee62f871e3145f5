import { AppError } from "@veche/kernel";
import type { Connection } from "./types.ts";

/** A code that was sent and not yet used. */
export interface SentCode {
  readonly registrationId: string;
  readonly expiresAt: string;
  readonly resendAt: string;
  readonly attemptsLeft: number;
}

/** How far this installation has come with connecting. Every phase but the first names the installation that reached it. */
export type Connecting =
  | { readonly phase: "notRegistered" }
  | {
      readonly phase: "waitingForServer";
      readonly installationId: string;
      readonly sinceMs: number;
      /** the code of before, which still holds when the server does not answer */
      readonly earlier: SentCode | null;
    }
  | { readonly phase: "waitingForCode"; readonly installationId: string; readonly code: SentCode }
  | {
      readonly phase: "registered";
      readonly installationId: string;
      readonly applicationId: string;
      readonly registeredAt: string;
    };

/** What happens to it. */
export type ConnectingStep =
  | { readonly type: "begin"; readonly installationId: string; readonly nowMs: number }
  | { readonly type: "codeSent"; readonly code: SentCode }
  | { readonly type: "serverFailed" }
  | { readonly type: "codeRefused"; readonly attemptsLeft: number }
  | { readonly type: "confirmed"; readonly applicationId: string; readonly at: string }
  | { readonly type: "cancel" }
  | { readonly type: "disconnect" }
  | { readonly type: "moved"; readonly installationId: string }
  | { readonly type: "forget" };

/** Longer than any call lasts: who waits longer was interrupted. */
const longestWaitMs = 60_000;

/** Where every installation begins. */
export const notRegistered: Connecting = { phase: "notRegistered" };

/**
 * One step of connecting.
 * @throws AppError conflict with the reason when the step is impossible now
 */
export function applyStep(connecting: Connecting, step: ConnectingStep): Connecting {
  switch (step.type) {
    case "begin":
      return begin(connecting, step);
    case "codeSent":
      return { phase: "waitingForCode", installationId: expectPhase(connecting, "waitingForServer").installationId, code: step.code };
    case "serverFailed":
      return comeBack(expectPhase(connecting, "waitingForServer"));
    case "codeRefused": {
      const waiting = expectPhase(connecting, "waitingForCode");
      return { ...waiting, code: { ...waiting.code, attemptsLeft: step.attemptsLeft } };
    }
    case "confirmed": {
      const { installationId } = expectPhase(connecting, "waitingForCode");
      return { phase: "registered", installationId, applicationId: step.applicationId, registeredAt: step.at };
    }
    case "cancel":
      if (connecting.phase === "registered") throw new AppError("conflict", { reason: "already_registered" });
      return notRegistered;
    case "moved":
      return { ...expectPhase(connecting, "registered"), installationId: step.installationId };
    case "disconnect":
    case "forget":
      expectPhase(connecting, "registered");
      return notRegistered;
  }
}

/** @returns the state a person is told: who may not connect is told so, unless there is something to see already */
export function decideState(
  connecting: Connecting,
  viewer: { readonly installationId: string; readonly mayConnect: boolean; readonly nowMs: number },
): Connection["state"] {
  if (isParked(connecting, viewer.installationId)) return "parked";
  if (connecting.phase === "registered") return "registered";
  if (!viewer.mayConnect) return "administratorRequired";
  return settle(connecting, viewer).phase;
}

/** A registered copy of another installation: it must not write into the conversations of the original. */
export function isParked(connecting: Connecting, installationId: string): boolean {
  return connecting.phase === "registered" && connecting.installationId !== installationId;
}

/** @returns where connecting really stands: an interrupted wait has ended, and a code of another installation is not ours */
export function settle(connecting: Connecting, at: { readonly installationId: string; readonly nowMs: number }): Connecting {
  if (connecting.phase === "notRegistered" || connecting.phase === "registered") return connecting;
  if (connecting.installationId !== at.installationId) return notRegistered;
  const isInterrupted = connecting.phase === "waitingForServer" && at.nowMs - connecting.sinceMs > longestWaitMs;
  return isInterrupted ? comeBack(connecting) : connecting;
}

function begin(connecting: Connecting, step: { readonly installationId: string; readonly nowMs: number }): Connecting {
  const settled = settle(connecting, step);
  if (settled.phase === "registered") throw new AppError("conflict", { reason: "already_registered" });
  if (settled.phase === "waitingForServer") throw new AppError("conflict", { reason: "waiting_for_server" });
  const earlier = settled.phase === "waitingForCode" ? settled.code : null;
  return { phase: "waitingForServer", installationId: step.installationId, sinceMs: step.nowMs, earlier };
}

function comeBack(waiting: Extract<Connecting, { phase: "waitingForServer" }>): Connecting {
  return waiting.earlier === null
    ? notRegistered
    : { phase: "waitingForCode", installationId: waiting.installationId, code: waiting.earlier };
}

function expectPhase<Phase extends Connecting["phase"]>(connecting: Connecting, phase: Phase): Extract<Connecting, { phase: Phase }> {
  if (connecting.phase !== phase) throw new AppError("conflict", { reason: `not_${toReason(phase)}` });
  return connecting as Extract<Connecting, { phase: Phase }>;
}

function toReason(phase: string): string {
  return phase.replace(/^not/u, "").replace(/[A-Z]/gu, (letter, at: number) => `${at > 0 ? "_" : ""}${letter.toLowerCase()}`);
}
