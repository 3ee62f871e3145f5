import { idSchema, instantSchema } from "@veche/kernel";
import type { Id } from "@veche/kernel";
import * as z from "zod";
import { conversationId, SettingsChange } from "../conversations/index.ts";
import { groupId, userId } from "../directory/index.ts";
import { Attachment } from "../files/index.ts";

export type MessageId = Id<"Message">;
export const messageId = idSchema<"Message">();

/** A longer text is refused with this limit; the draft stays with its writer. */
export const maxTextLength = 20_000;
export const maxAttachmentCount = 20;
export const maxEmojiCount = 20;

/**
 * Mentions stand in the text as Markdown links, so they survive quoting and copying:
 * `[@Анна Ковалёва](veche:user/<id>)`, `[@Отдел продаж](veche:group/<id>)`, `[@все](veche:everybody)`.
 */
export const Mention = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("user"), userId }),
  z.object({ kind: z.literal("group"), groupId }),
  z.object({ kind: z.literal("everybody") }),
]);
export type Mention = z.output<typeof Mention>;

export const Reaction = z.object({
  emoji: z.string(),
  /** who, in order of reacting; at most 100 */
  userIds: z.array(userId),
  count: z.number().int(),
});
export type Reaction = z.output<typeof Reaction>;

/** A call that is over: `held` says that it was answered; `userIds` are those who talked, the others did not come. */
export const CallNote = z.object({
  type: z.literal("callEnded"),
  callId: idSchema<"Call">(),
  starterId: userId,
  outcome: z.enum(["held", "missed", "declined", "canceled", "busy"]),
  durationSeconds: z.number().int(),
  userIds: z.array(userId),
});

/** What the system itself writes into a conversation; the interface makes the sentence. */
export const SystemNote = z.discriminatedUnion("type", [
  z.object({ type: z.literal("conversationCreated") }),
  z.object({ type: z.literal("membersAdded"), userIds: z.array(userId) }),
  z.object({ type: z.literal("memberRemoved"), userId }),
  z.object({ type: z.literal("memberLeft"), userId }),
  z.object({ type: z.literal("renamed"), title: z.string() }),
  /** of what was changed, how it is now */
  z.object({ type: z.literal("settingsChanged"), settings: SettingsChange }),
  z.object({ type: z.literal("ownerAdded"), userId }),
  z.object({ type: z.literal("ownerRemoved"), userId }),
  /** by whom, and which message */
  z.object({ type: z.literal("messagePinned"), userId, seq: z.number().int() }),
  CallNote,
]);
export type SystemNote = z.output<typeof SystemNote>;

export const ReplyQuote = z.object({ seq: z.number().int(), authorId: userId.nullable(), text: z.string(), isDeleted: z.boolean() });
export type ReplyQuote = z.output<typeof ReplyQuote>;

/** The most messages that are forwarded at once. */
export const maxForwardCount = 50;

/** Who first wrote a forwarded message, and when. The id tells nothing by itself: where it stands is said only to who may look there. */
export const ForwardOrigin = z.object({ messageId, authorId: userId, createdAt: instantSchema });
export type ForwardOrigin = z.output<typeof ForwardOrigin>;

/** The most messages that are pinned in a conversation at a time. */
export const maxPinCount = 100;

/** Who put a message before everybody's eyes, and when. */
export const Pin = z.object({ userId, pinnedAt: instantSchema });
export type Pin = z.output<typeof Pin>;

/** The most messages that somebody keeps for himself. */
export const maxSavedCount = 1_000;

/** Where a message stands that I keep for myself. */
export const SavedPlace = z.object({ conversationId, seq: z.number().int() });
export type SavedPlace = z.output<typeof SavedPlace>;

/** A message in its present state. A deleted one keeps its place and loses its content. */
export const Message = z.object({
  id: messageId,
  conversationId,
  /** place in the conversation: from 1, without gaps, the same for everybody */
  seq: z.number().int(),
  /** number of the newest change that touched it */
  changeSeq: z.number().int(),
  /** null: written by the system */
  authorId: userId.nullable(),
  /** Markdown; empty when deleted, or only files, or a system note */
  text: z.string(),
  note: SystemNote.nullable(),
  mentions: z.array(Mention),
  replyTo: ReplyQuote.nullable(),
  /** not null: the text and the files are another message's, as they stood when it was forwarded; its mentions call nobody here */
  forwardedFrom: ForwardOrigin.nullable(),
  attachments: z.array(Attachment),
  reactions: z.array(Reaction),
  /** null: not pinned */
  pin: Pin.nullable(),
  createdAt: instantSchema,
  editedAt: instantSchema.nullable(),
  deletedAt: instantSchema.nullable(),
});
export type Message = z.output<typeof Message>;

export const MessageVersion = z.object({ text: z.string(), writtenAt: instantSchema });
export type MessageVersion = z.output<typeof MessageVersion>;
