import {
  CreateRoomRequest,
  DataPacket,
  DataPacket_Kind,
  DeleteRoomRequest,
  DeleteRoomResponse,
  DisconnectReason,
  ListParticipantsRequest,
  ListParticipantsResponse,
  ListRoomsRequest,
  ListRoomsResponse,
  MuteRoomTrackRequest,
  MuteRoomTrackResponse,
  RemoveParticipantResponse,
  RoomParticipantIdentity,
  SendDataRequest,
  SendDataResponse,
  UpdateParticipantRequest,
  UpdateRoomMetadataRequest,
  UpdateSubscriptionsRequest,
  UpdateSubscriptionsResponse,
} from "@livekit/protocol";
import type { Participant, Room, RoomRegistry } from "../room/index.ts";
import type { Grants } from "../tokens/index.ts";
import { method, type TwirpMethod, TwirpError } from "./twirp.ts";

/** The administration of rooms, as LiveKit's server SDKs call it. @see https://docs.livekit.io/reference/server/server-apis/ */
export function createRoomService(registry: RoomRegistry): Readonly<Record<string, TwirpMethod>> {
  return { ...createRoomMethods(registry), ...createParticipantMethods(registry), ...createMessageMethods(registry) };
}

/** @throws TwirpError permission_denied, not_found */
function requireRoom(registry: RoomRegistry, grants: Grants, name: string): Room {
  if (!grants.isRoomAdmin || (grants.room !== "" && grants.room !== name)) throw new TwirpError("permission_denied", "room admin needed");
  const room = registry.find(name);
  if (!room) throw new TwirpError("not_found", "room does not exist");
  return room;
}

/** @throws TwirpError permission_denied, not_found */
function requireParticipant(registry: RoomRegistry, grants: Grants, name: string, identity: string): Participant {
  const participant = requireRoom(registry, grants, name).find(identity);
  if (!participant) throw new TwirpError("not_found", "participant does not exist");
  return participant;
}

function createRoomMethods(registry: RoomRegistry): Record<string, TwirpMethod> {
  return {
    CreateRoom: method(CreateRoomRequest, (grants, { name, metadata, maxParticipants }) => {
      if (!grants.canCreateRooms) throw new TwirpError("permission_denied", "room create needed");
      const room = registry.open(name);
      if (!room) throw new TwirpError("resource_exhausted", "too many rooms");
      if (metadata !== "") room.setMetadata(metadata);
      if (maxParticipants > 0) room.maxParticipants = maxParticipants;
      return room.toInfo();
    }),
    ListRooms: method(ListRoomsRequest, (grants, { names }) => {
      if (!grants.canListRooms) throw new TwirpError("permission_denied", "room list needed");
      const rooms = registry.rooms.filter(({ name }) => names.length === 0 || names.includes(name));
      return new ListRoomsResponse({ rooms: rooms.map((room) => room.toInfo()) });
    }),
    DeleteRoom: method(DeleteRoomRequest, (grants, { room }) => {
      if (!grants.canCreateRooms) throw new TwirpError("permission_denied", "room create needed");
      const found = registry.find(room);
      if (!found) throw new TwirpError("not_found", "room does not exist");
      registry.close(found, DisconnectReason.ROOM_DELETED);
      return new DeleteRoomResponse();
    }),
    UpdateRoomMetadata: method(UpdateRoomMetadataRequest, (grants, { room, metadata }) => {
      const found = requireRoom(registry, grants, room);
      found.setMetadata(metadata);
      return found.toInfo();
    }),
  };
}

function createParticipantMethods(registry: RoomRegistry): Record<string, TwirpMethod> {
  return {
    ListParticipants: method(ListParticipantsRequest, (grants, { room }) => {
      const { participants } = requireRoom(registry, grants, room);
      return new ListParticipantsResponse({ participants: participants.map((one) => one.toInfo()) });
    }),
    GetParticipant: method(RoomParticipantIdentity, (grants, { room, identity }) =>
      requireParticipant(registry, grants, room, identity).toInfo(),
    ),
    RemoveParticipant: method(RoomParticipantIdentity, (grants, { room, identity }) => {
      const participant = requireParticipant(registry, grants, room, identity);
      participant.room.remove(participant, DisconnectReason.PARTICIPANT_REMOVED);
      return new RemoveParticipantResponse();
    }),
    MutePublishedTrack: method(MuteRoomTrackRequest, (grants, { room, identity, trackSid, muted }) => {
      const track = requireParticipant(registry, grants, room, identity).publishing.setMuted(trackSid, muted, true);
      if (!track) throw new TwirpError("not_found", "track does not exist");
      return new MuteRoomTrackResponse({ track: track.info });
    }),
    UpdateParticipant: method(UpdateParticipantRequest, (grants, request) =>
      updateParticipant(requireParticipant(registry, grants, request.room, request.identity), request),
    ),
    UpdateSubscriptions: method(UpdateSubscriptionsRequest, (grants, { room, identity, trackSids, participantTracks, subscribe }) => {
      const participant = requireParticipant(registry, grants, room, identity);
      const sids = [...trackSids, ...participantTracks.flatMap((one) => one.trackSids)];
      participant.subscribing.change(sids, subscribe);
      return new UpdateSubscriptionsResponse();
    }),
  };
}

function createMessageMethods(registry: RoomRegistry): Record<string, TwirpMethod> {
  return {
    SendData: method(SendDataRequest, (grants, { room, kind, data, topic, destinationIdentities }) => {
      const value = { case: "user" as const, value: { payload: data, ...(topic === undefined ? {} : { topic }), destinationIdentities } };
      const packet = new DataPacket({ kind, destinationIdentities, value });
      requireRoom(registry, grants, room).sendData(packet, kind === DataPacket_Kind.LOSSY ? "_lossy" : "_reliable");
      return new SendDataResponse();
    }),
  };
}

function updateParticipant(participant: Participant, { metadata, name, attributes, permission }: UpdateParticipantRequest) {
  if (metadata !== "") participant.metadata = metadata;
  if (name !== "") participant.name = name;
  for (const [key, value] of Object.entries(attributes)) {
    if (value === "") delete participant.attributes[key];
    else participant.attributes[key] = value;
  }
  if (permission) {
    const { hidden, recorder } = participant.permission;
    Object.assign(participant.permission, permission, { hidden, recorder });
    participant.publishing.enforcePermission();
    participant.subscribing.enforcePermission();
  }
  participant.touch();
  participant.room.broadcast(participant);
  return participant.toInfo();
}
