import type { Call } from "@veche/collab-domain/calls";
import type { ConversationHead, ConversationId } from "@veche/collab-domain/conversations";
import { useEffect, useMemo, useState } from "react";
import { useCollab, useMyId, useReadable, useTitle } from "../context/index.ts";
import { deskOf, type CallDesk } from "./desk.ts";
import type { CallSession } from "./session.ts";
import type { SessionState } from "./state.ts";

export function useDesk(): CallDesk {
  const collab = useCollab();
  return useMemo(() => deskOf(collab), [collab]);
}

/** The call in which one takes part on this page. */
export function useSession(): CallSession | null {
  return useReadable(useDesk().session);
}

export function useSessionState(session: CallSession): SessionState {
  return useReadable(session.state);
}

/** The calls that ring or go on. */
export function useCallsGoing(): readonly Call[] {
  return useReadable(useCollab().calls.state);
}

/** The call that goes on in a conversation. */
export function useCallIn(conversationId: ConversationId): Call | undefined {
  return useCallsGoing().find((call) => call.conversationId === conversationId);
}

/** The state of one call while it goes on. */
export function useCall(callId: Call["id"]): Call | undefined {
  return useCallsGoing().find(({ id }) => id === callId);
}

/** What I am in a call. */
export function useOwnPart(call: Call | undefined): Call["participants"][number] | undefined {
  const myId = useMyId();
  return call?.participants.find(({ userId }) => userId === myId);
}

/** A conversation of mine; null until it is known. */
export function useHeadOf(conversationId: ConversationId | null): ConversationHead | null {
  const { list } = useCollab();
  const [head, setHead] = useState<ConversationHead | null>(null);
  useEffect(() => {
    if (conversationId === null) return undefined;
    let isGone = false;
    list.ensure(conversationId).then(
      (found) => !isGone && setHead(found),
      // it is called by its people then
      () => undefined,
    );
    return () => {
      isGone = true;
    };
  }, [list, conversationId]);
  return head;
}

/** What a call is called: by its conversation. */
export function useCallTitle(conversationId: ConversationId): string {
  return useTitle(useHeadOf(conversationId));
}

/** @returns how long it goes on, as 12:46; moves each second */
export function useElapsed(since: string | null): string {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  if (since === null) return "";
  const seconds = Math.max(0, Math.floor((now - Date.parse(since)) / 1000));
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const pad = (value: number): string => String(value).padStart(2, "0");
  return hours > 0 ? `${hours}:${pad(minutes)}:${pad(seconds % 60)}` : `${pad(minutes)}:${pad(seconds % 60)}`;
}
