import { route } from "@veche/kernel";
import * as z from "zod";
import { conversationId } from "../conversations/index.ts";
import { userId } from "../directory/index.ts";
import { Call, CallAccess, callDeviceId, callId } from "./types.ts";

/** A call and the way into its room; null when it has ended by being begun, as when the other person is busy. */
const Entered = z.object({ call: Call, access: CallAccess.nullable() });
const changed = z.object({ call: Call });

export const startCall = route({
  name: "calls.start",
  method: "POST",
  path: "/api/collab/conversations/:conversationId/calls",
  input: z.object({ conversationId, id: callId, deviceId: callDeviceId, hasVideo: z.boolean() }),
  output: Entered,
  errors: ["forbidden", "conflict", "unavailable"],
  summary: "Calls the people of a conversation, or joins the call that goes on there. The same id again changes nothing more.",
});

export const listCalls = route({
  name: "calls.list",
  method: "GET",
  path: "/api/collab/calls",
  input: z.object({}),
  output: z.object({ items: z.array(Call) }),
  summary: "Calls that ring or go on in conversations I see; of everybody of the application at most 500.",
});

export const joinCall = route({
  name: "calls.join",
  method: "POST",
  path: "/api/collab/calls/:callId/join",
  input: z.object({ callId, deviceId: callDeviceId }),
  output: Entered,
  errors: ["gone", "conflict", "unavailable"],
  summary: "Answers, comes later, comes back, or moves to this device. Another call in which I talk ends for me.",
});

export const declineCall = route({
  name: "calls.decline",
  method: "POST",
  path: "/api/collab/calls/:callId/decline",
  input: z.object({ callId }),
  output: changed,
  summary: "Stops ringing on all my devices.",
});

export const leaveCall = route({
  name: "calls.leave",
  method: "POST",
  path: "/api/collab/calls/:callId/leave",
  input: z.object({ callId, deviceId: callDeviceId }),
  output: changed,
  summary: "Hangs up on this device; a call of two people ends.",
});

export const endCall = route({
  name: "calls.end",
  method: "POST",
  path: "/api/collab/calls/:callId/end",
  input: z.object({ callId }),
  output: changed,
  errors: ["forbidden"],
  summary: "Ends a call for everybody: for who began it, and for owners of the conversation.",
});

export const removeFromCall = route({
  name: "calls.removeParticipant",
  method: "DELETE",
  path: "/api/collab/calls/:callId/participants/:userId",
  input: z.object({ callId, userId }),
  output: changed,
  errors: ["forbidden"],
  summary: "Puts somebody out; he may come back.",
});

export const muteInCall = route({
  name: "calls.muteParticipant",
  method: "POST",
  path: "/api/collab/calls/:callId/participants/:userId/mute",
  input: z.object({ callId, userId }),
  output: z.object({}),
  errors: ["forbidden", "unavailable"],
  summary: "Switches somebody's microphone off; only he switches it on again.",
});

export const callRoutes = [startCall, listCalls, joinCall, declineCall, leaveCall, endCall, removeFromCall, muteInCall];
