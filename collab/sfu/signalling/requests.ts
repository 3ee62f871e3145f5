import {
  DisconnectReason,
  LeaveRequest_Action,
  Pong,
  RequestResponse,
  RequestResponse_Reason,
  type SignalRequest,
  type SimulateScenario,
  type SubscriptionPermission,
  SubscriptionPermissionUpdate,
  type UpdateParticipantMetadata,
  type UpdateSubscription,
} from "@livekit/protocol";
import type { Participant } from "../room/index.ts";

const longestMetadata = 64_000;

/** Does what a client asks for. What it may not ask for, and what is too new for us, is left undone. */
export function handleRequest(participant: Participant, { message }: SignalRequest, disconnect: () => void): void {
  switch (message.case) {
    case "offer":
      return participant.subscribing.handleOffer(message.value);
    case "answer":
      return participant.subscribing.handleAnswer(message.value);
    case "addTrack":
      return participant.publishing.announce(message.value);
    case "mute":
      return void participant.publishing.setMuted(message.value.sid, message.value.muted, false);
    case "subscription":
      return applySubscription(participant, message.value);
    case "trackSetting":
      return participant.subscribing.applySettings(message.value);
    case "subscriptionPermission":
      return applyPermission(participant, message.value);
    case "updateMetadata":
      return applyMetadata(participant, message.value);
    case "leave":
      return participant.room.remove(participant, DisconnectReason.CLIENT_INITIATED);
    case "ping":
      return participant.send({ case: "pong", value: message.value });
    case "pingReq": {
      const value = new Pong({ lastPingTimestamp: message.value.timestamp, timestamp: BigInt(Date.now()) });
      return participant.send({ case: "pongResp", value });
    }
    case "simulate":
      return simulate(participant, message.value, disconnect);
    default:
  }
}

function applySubscription({ subscribing }: Participant, { trackSids, participantTracks, subscribe }: UpdateSubscription): void {
  subscribing.change([...trackSids, ...participantTracks.flatMap((one) => one.trackSids)], subscribe);
}

function applyPermission(publisher: Participant, permission: SubscriptionPermission): void {
  const { room } = publisher;
  const mayBefore = new Map(
    room.participants.map((other) => [other, publisher.publishing.tracks.filter((track) => room.mayReceive(track, other))]),
  );
  room.permissions.set(publisher, permission);
  for (const [other, before] of mayBefore) {
    if (other === publisher) continue;
    for (const track of publisher.publishing.tracks) {
      const allowed = room.mayReceive(track, other);
      if (allowed === before.includes(track)) continue;
      const value = new SubscriptionPermissionUpdate({ participantSid: publisher.sid, trackSid: track.sid, allowed });
      other.send({ case: "subscriptionPermissionUpdate", value });
    }
    other.subscribing.enforcePermission();
  }
}

function applyMetadata(participant: Participant, { requestId, metadata, name, attributes }: UpdateParticipantMetadata): void {
  const isAllowed = participant.permission.canUpdateMetadata;
  const isSmall = metadata.length + JSON.stringify(attributes).length <= longestMetadata;
  if (isAllowed && isSmall) {
    if (metadata !== "") participant.metadata = metadata;
    if (name !== "") participant.name = name;
    for (const [key, value] of Object.entries(attributes)) {
      if (value === "") delete participant.attributes[key];
      else participant.attributes[key] = value;
    }
    participant.touch();
    participant.room.broadcast(participant);
  }
  const refusal = isAllowed ? RequestResponse_Reason.LIMIT_EXCEEDED : RequestResponse_Reason.NOT_ALLOWED;
  const reason = isAllowed && isSmall ? RequestResponse_Reason.OK : refusal;
  participant.send({ case: "requestResponse", value: new RequestResponse({ requestId, reason }) });
}

/** Accidents that clients order to test themselves; they harm nobody but who orders them. */
function simulate(participant: Participant, { scenario }: SimulateScenario, disconnect: () => void): void {
  if (scenario.case === "serverLeave") participant.room.remove(participant, DisconnectReason.SERVER_SHUTDOWN);
  else if (scenario.case === "leaveRequestFullReconnect") {
    participant.sendLeave(DisconnectReason.CLIENT_INITIATED, LeaveRequest_Action.RECONNECT);
  } else if (scenario.case === "nodeFailure" || scenario.case === "disconnectSignalOnResume") disconnect();
}
