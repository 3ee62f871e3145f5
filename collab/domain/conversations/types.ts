import { idSchema, instantSchema, lineSchema } from "@veche/kernel";
import type { Id } from "@veche/kernel";
import * as z from "zod";
import { externalId, groupId, userId } from "../directory/index.ts";

export type ConversationId = Id<"Conversation">;
export const conversationId = idSchema<"Conversation">();

/** personal: one per pair · group: by membership · context: one per business record, seen by who may see the record · broadcast: everybody of the application */
export const conversationKinds = ["personal", "group", "context", "broadcast"] as const;
export type ConversationKind = (typeof conversationKinds)[number];
export const notificationLevels = ["all", "mentions", "none"] as const;

/** The business record a context conversation is about. */
export const Context = z.object({
  /** path in the application, `/documents/…`; opens the record */
  url: z.string().max(1000).startsWith("/"),
  /** what sort of record: the interface chooses the picture */
  kind: z.string().max(50),
  subtitle: z.string().max(300),
});
export type Context = z.output<typeof Context>;

export const MessagePreview = z.object({
  seq: z.number().int(),
  authorId: userId.nullable(),
  /** plain text, at most 200 characters; empty when only files were sent or the message was deleted */
  text: z.string(),
  attachmentCount: z.number().int(),
  isDeleted: z.boolean(),
  createdAt: instantSchema,
});
export type MessagePreview = z.output<typeof MessagePreview>;

/** What is the same for everybody who sees the conversation. */
export const Conversation = z.object({
  id: conversationId,
  kind: z.enum(conversationKinds),
  /** empty for personal ones: the interface shows the other person */
  title: z.string(),
  context: Context.nullable(),
  memberCount: z.number().int(),
  /** number of the newest message; 0 when empty */
  lastSeq: z.number().int(),
  /** number of the newest change of a message */
  changeSeq: z.number().int(),
  lastMessage: MessagePreview.nullable(),
  createdAt: instantSchema,
});
export type Conversation = z.output<typeof Conversation>;

export const ConversationAbilities = z.object({
  post: z.boolean(),
  rename: z.boolean(),
  addMembers: z.boolean(),
  removeMembers: z.boolean(),
  leave: z.boolean(),
});

/** Longer ones stay on the device where they are written. */
export const maxDraftLength = 20_000;

/** What I began to write, the newest of all my devices. */
export const SavedDraft = z.object({
  /** Markdown; empty when there is none */
  text: z.string(),
  /** rises with each saving; 0 where nothing was ever saved */
  version: z.number().int(),
});
export type SavedDraft = z.output<typeof SavedDraft>;

/** What it is for me. */
export const MyState = z.object({
  /** the other person of a personal conversation */
  peerId: userId.nullable(),
  isMember: z.boolean(),
  readSeq: z.number().int(),
  /** others' messages above my read mark; 0 where I am no member */
  unreadCount: z.number().int(),
  mentionCount: z.number().int(),
  notificationLevel: z.enum(notificationLevels),
  /** whatever the level says, nothing notifies me until then */
  mutedUntil: instantSchema.nullable(),
  isPinned: z.boolean(),
  /** my order of pinned ones, rising; 0 where I gave none */
  pinPlace: z.number().int(),
  /** the newest message when I put the conversation away; `isArchived` says whether it still is */
  archivedSeq: z.number().int().nullable(),
  /** has a version of its own */
  draft: SavedDraft,
  /** rises when what is mine here changes: of two states the one with the lower number is the older */
  version: z.number().int(),
  can: ConversationAbilities,
});
export type MyState = z.output<typeof MyState>;

/** How far I have read, and what is unread of the messages up to `lastSeq`. */
export const ReadMark = MyState.pick({ readSeq: true, unreadCount: true, mentionCount: true, version: true }).extend({
  lastSeq: z.number().int(),
});
export type ReadMark = z.output<typeof ReadMark>;

export const ConversationHead = Conversation.extend({ my: MyState });
export type ConversationHead = z.output<typeof ConversationHead>;

export const Member = z.object({
  userId,
  role: z.enum(["owner", "member"]),
  readSeq: z.number().int(),
  joinedAt: instantSchema,
});
export type Member = z.output<typeof Member>;

/** A group that takes part: whoever belongs to it does, for as long as he belongs. */
export const MemberGroup = z.object({ groupId, name: z.string(), memberCount: z.number().int() });
export type MemberGroup = z.output<typeof MemberGroup>;

/** Who may see a context conversation: people and groups, by the application's own names. */
export const Audience = z.object({
  userExternalIds: z.array(externalId).max(10_000),
  groupExternalIds: z.array(externalId).max(1_000),
});
export type Audience = z.output<typeof Audience>;

export const conversationTitle = lineSchema(200);
/** An application's own unique name of a conversation. */
export const conversationKey = lineSchema(300);
/**
 * The key of the conversation of everybody, a broadcast. The server makes it once, when the application connects, and gives it the name of
 * the application; the application reaches it by this key as it reaches its own: `putConversation` gives it another title, `importMessages`
 * fills it. It never has a second one.
 */
export const generalKey = "everybody";
