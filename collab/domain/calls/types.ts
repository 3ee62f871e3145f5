import { idSchema, instantSchema } from "@veche/kernel";
import type { Id } from "@veche/kernel";
import * as z from "zod";
import { conversationId } from "../conversations/index.ts";
import { userId } from "../directory/index.ts";

export type CallId = Id<"Call">;
export const callId = idSchema<"Call">();
/** One opened page of a person: with it he talks, on the others it stops ringing. The page makes it up. */
export type CallDeviceId = Id<"CallDevice">;
export const callDeviceId = idSchema<"CallDevice">();

/** How long it rings before the call counts as missed. */
export const ringMs = 45_000;
/** How long a device may be away from a call, reloading or without a network, before its person counts as gone. */
export const absenceMs = 30_000;
/** In larger conversations nobody is rung: who sees the call comes by himself. */
export const maxRungCount = 50;
/** The most people who talk in one call. */
export const maxTalkingCount = 100;

/** ringing · joined: talks, or is on the way back · left · declined · missed: did not answer in time · busy: talked elsewhere when he was called */
export const participantStates = ["ringing", "joined", "left", "declined", "missed", "busy"] as const;
export const CallParticipant = z.object({
  userId,
  state: z.enum(participantStates),
  /** where he talks; null while he does not */
  deviceId: callDeviceId.nullable(),
  /** when he came the first time; null: never */
  joinedAt: instantSchema.nullable(),
  /** since when his device does not send or receive; null while it does, and while he does not talk */
  lostAt: instantSchema.nullable(),
});
export type CallParticipant = z.output<typeof CallParticipant>;

/** held: two or more have talked · canceled: who called gave up */
export const callOutcomes = ["held", "missed", "declined", "canceled", "busy"] as const;
export type CallOutcome = (typeof callOutcomes)[number];

/** A call of a conversation, in its present state. Whoever sees the conversation sees it. */
export const Call = z.object({
  id: callId,
  conversationId,
  state: z.enum(["ringing", "active", "ended"]),
  starterId: userId,
  /** of two people: who leaves ends it */
  isPersonal: z.boolean(),
  /** begun with the camera; everybody turns his own on and off later */
  hasVideo: z.boolean(),
  startedAt: instantSchema,
  /** when the first of the others came, or when it began where nobody is rung; null before */
  answeredAt: instantSchema.nullable(),
  endedAt: instantSchema.nullable(),
  outcome: z.enum(callOutcomes).nullable(),
  /** in the order of being called or coming */
  participants: z.array(CallParticipant),
  /** rises with each change: of two states the one with the lower number is the older */
  version: z.number().int(),
});
export type Call = z.output<typeof Call>;

/** How a browser gets into the room of a call. */
export const CallAccess = z.object({
  /** address of a media server that speaks the LiveKit protocol; null: the collaboration server itself */
  url: z.string().nullable(),
  /** good for a few minutes, for this device only; the media server renews it while one is connected */
  token: z.string(),
});
export type CallAccess = z.output<typeof CallAccess>;

/** How a person's device is named in the room. */
export const toIdentity = (person: { readonly userId: string; readonly deviceId: string }): string => `${person.userId}:${person.deviceId}`;

/** @returns whose device it is */
export const parseIdentity = (identity: string): CallParticipant["userId"] =>
  identity.slice(0, identity.indexOf(":")) as CallParticipant["userId"];
