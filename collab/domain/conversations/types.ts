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

/** Everybody who takes part, or the owners only. */
export const permittedTo = ["everybody", "owners"] as const;
export type PermittedTo = (typeof permittedTo)[number];
/** Of those who join: they see everything, or what comes after them. Whoever takes part already keeps what he sees. */
export const historyKinds = ["whole", "sinceJoining"] as const;
export type HistoryKind = (typeof historyKinds)[number];
export const maxDescriptionLength = 2_000;

/** What the owners of a group decide for everybody; other conversations have them as they are by default. */
export const ConversationSettings = z.object({
  /** what it is for; several lines, empty when nobody said so */
  description: z.string().max(maxDescriptionLength),
  /** who writes messages */
  posting: z.enum(permittedTo),
  /** who adds people and groups */
  adding: z.enum(permittedTo),
  /** who gives it another title */
  renaming: z.enum(permittedTo),
  history: z.enum(historyKinds),
});
export type ConversationSettings = z.output<typeof ConversationSettings>;
/** Those that shall be, or are, others; what is not named stays. */
export const SettingsChange = ConversationSettings.partial();
export type SettingsChange = z.output<typeof SettingsChange>;

/** What is the same for everybody who sees the conversation. */
export const Conversation = z.object({
  id: conversationId,
  kind: z.enum(conversationKinds),
  /** empty for personal ones: the interface shows the other person */
  title: z.string(),
  context: Context.nullable(),
  /** an application keeps its title and members under a key of its own */
  isManaged: z.boolean(),
  settings: ConversationSettings,
  /** rises with each change of the settings */
  settingsVersion: z.number().int(),
  memberCount: z.number().int(),
  /** number of the newest message; 0 when empty */
  lastSeq: z.number().int(),
  /** number of the newest change of a message */
  changeSeq: z.number().int(),
  /** null, too, for who may not see it: his history begins later */
  lastMessage: MessagePreview.nullable(),
  createdAt: instantSchema,
});
export type Conversation = z.output<typeof Conversation>;

export const ConversationAbilities = z.object({
  post: z.boolean(),
  pin: z.boolean(),
  rename: z.boolean(),
  addMembers: z.boolean(),
  removeMembers: z.boolean(),
  leave: z.boolean(),
  changeSettings: z.boolean(),
  changeRoles: z.boolean(),
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
  isOwner: z.boolean(),
  /** of messages up to this number nothing is shown to me: I joined later; 0 where I see everything. Never above `readSeq` */
  hiddenSeq: z.number().int(),
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

export const memberRoles = ["owner", "member"] as const;
export type MemberRole = (typeof memberRoles)[number];

export const Member = z.object({
  userId,
  role: z.enum(memberRoles),
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
