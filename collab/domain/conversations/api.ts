import { instantSchema, pageInput, pageSchema, route } from "@veche/kernel";
import * as z from "zod";
import { externalId, groupId, userId } from "../directory/index.ts";
import { fileId } from "../files/index.ts";
import { folderId, folderRoutes } from "./folders.ts";
import {
  Audience,
  Context,
  ConversationHead,
  conversationId,
  conversationKey,
  conversationTitle,
  Member,
  MemberGroup,
  memberRoles,
  ReadMark,
  notificationLevels,
  maxDraftLength,
  SavedDraft,
  SettingsChange,
} from "./types.ts";

const here = "/api/collab/conversations";

/** All holds everything, archived ones too; the others leave those out. */
export const listFolders = ["all", "unread", "direct", "groups", "records", "archived"] as const;
export type ListFolder = (typeof listFolders)[number];

export const listConversations = route({
  name: "conversations.list",
  method: "GET",
  path: here,
  input: z.object({
    folder: z.enum(listFolders).default("all"),
    /** only what stands in this folder of mine */
    folderId: folderId.optional(),
    query: z.string().max(100).optional(),
    /** only the one the application keeps under this key */
    key: conversationKey.optional(),
    ...pageInput,
  }),
  output: pageSchema(ConversationHead).extend({
    /** feed it to `conversations.listChanges` to learn what happened since this page */
    changesCursor: z.string(),
  }),
  summary: "Conversations I take part in, pinned first, then by last activity.",
});

export const listConversationChanges = route({
  name: "conversations.listChanges",
  method: "GET",
  path: `${here}/changes`,
  input: z.object({ since: z.string().max(100) }),
  output: z.object({
    heads: z.array(ConversationHead),
    /** what I may no longer see */
    goneIds: z.array(conversationId),
    cursor: z.string(),
    /** false: too much has changed, or the server was put back to an older state than the cursor: take the list anew */
    isComplete: z.boolean(),
  }),
  summary: "What changed in my list since a cursor; nothing is missed, something may come twice.",
});

export const getConversation = route({
  name: "conversations.get",
  method: "GET",
  path: `${here}/:conversationId`,
  input: z.object({ conversationId }),
  output: ConversationHead,
  summary: "One conversation I may see.",
});

export const openPersonal = route({
  name: "conversations.openPersonal",
  method: "POST",
  path: `${here}/personal`,
  input: z.union([z.object({ userId }), z.object({ externalId })]),
  output: ConversationHead,
  summary: "The one conversation of me and that person; made when it is not there yet.",
});

export const createGroup = route({
  name: "conversations.createGroup",
  method: "POST",
  path: here,
  input: z.object({
    /** made by the client: repeating the call makes no second conversation */
    id: conversationId,
    title: conversationTitle,
    userIds: z.array(userId).max(500),
    groupIds: z.array(groupId).max(50).default([]),
  }),
  output: ConversationHead,
  summary: "A new group conversation with me as its owner.",
});

export const renameConversation = route({
  name: "conversations.rename",
  method: "PATCH",
  path: `${here}/:conversationId`,
  input: z.object({ conversationId, title: conversationTitle }),
  output: ConversationHead,
  errors: ["forbidden"],
  summary: "Gives a group conversation another title.",
});

export const changeSettings = route({
  name: "conversations.changeSettings",
  method: "PATCH",
  path: `${here}/:conversationId/settings`,
  input: z.object({
    conversationId,
    /** those I saw: when somebody changed them since, nothing changes */
    settingsVersion: z.number().int().min(0),
    settings: SettingsChange,
  }),
  output: ConversationHead,
  errors: ["forbidden", "conflict"],
  summary: "Changes the settings of a group conversation; an owner's.",
});

export const setMemberRole = route({
  name: "conversations.setMemberRole",
  method: "PUT",
  path: `${here}/:conversationId/members/:userId/role`,
  input: z.object({ conversationId, userId, role: z.enum(memberRoles) }),
  output: ConversationHead,
  errors: ["forbidden", "conflict"],
  summary: "Makes a member an owner, or an owner a member; the last owner stays one (conflict, reason lastOwner).",
});

export const listMembers = route({
  name: "conversations.listMembers",
  method: "GET",
  path: `${here}/:conversationId/members`,
  input: z.object({ conversationId, ...pageInput }),
  output: pageSchema(Member),
  summary: "Who takes part, and how far each has read.",
});

export const listViewers = route({
  name: "conversations.listViewers",
  method: "GET",
  path: `${here}/:conversationId/viewers`,
  input: z.object({ conversationId, ...pageInput }),
  output: pageSchema(z.object({ userId })).extend({
    /** all who see it now, me included */
    count: z.number().int(),
  }),
  summary: "Who may see the conversation now, by name: of a record's, everybody the record is shown to.",
});

export const addMembers = route({
  name: "conversations.addMembers",
  method: "POST",
  path: `${here}/:conversationId/members`,
  input: z.object({ conversationId, userIds: z.array(userId).max(500), groupIds: z.array(groupId).max(50).default([]) }),
  output: ConversationHead,
  errors: ["forbidden"],
  summary: "Adds people, or groups: whoever belongs to one takes part for as long as he belongs.",
});

export const listMemberGroups = route({
  name: "conversations.listMemberGroups",
  method: "GET",
  path: `${here}/:conversationId/groups`,
  input: z.object({ conversationId }),
  output: z.object({ items: z.array(MemberGroup) }),
  summary: "Groups that take part.",
});

export const removeMemberGroup = route({
  name: "conversations.removeMemberGroup",
  method: "DELETE",
  path: `${here}/:conversationId/groups/:groupId`,
  input: z.object({ conversationId, groupId }),
  output: z.object({}),
  errors: ["forbidden"],
  summary: "Takes a group out, and with it those who take part through it only.",
});

export const removeMember = route({
  name: "conversations.removeMember",
  method: "DELETE",
  path: `${here}/:conversationId/members/:userId`,
  input: z.object({ conversationId, userId }),
  output: z.object({}),
  errors: ["forbidden"],
  summary: "Takes a person out; one's own id leaves.",
});

export const moveReadMark = route({
  name: "conversations.moveReadMark",
  method: "PUT",
  path: `${here}/:conversationId/read-mark`,
  input: z.object({
    conversationId,
    readSeq: z.number().int().min(0),
    /** true lets it move back: mark as unread */ allowBack: z.boolean().default(false),
  }),
  output: ReadMark,
  summary: "Says how far I have read.",
});

export const setMyState = route({
  name: "conversations.setMyState",
  method: "PUT",
  path: `${here}/:conversationId/my-state`,
  input: z.object({
    conversationId,
    notificationLevel: z.enum(notificationLevels).optional(),
    /** an instant; null: not muted any longer */
    mutedUntil: instantSchema.nullable().optional(),
    /** pins below the others, and takes out of the archive */
    isPinned: z.boolean().optional(),
    /** puts away until there is a newer message, and unpins; what is muted stays away */
    isArchived: z.boolean().optional(),
  }),
  output: ConversationHead,
  summary: "Pins, archives, mutes for a while, or chooses what notifies me.",
});

export const saveDraft = route({
  name: "conversations.saveDraft",
  method: "PUT",
  path: `${here}/:conversationId/draft`,
  input: z.object({
    conversationId,
    /** empty when it was sent or thrown away */
    text: z.string().max(maxDraftLength),
    /** how long ago it was typed: what was typed last of all devices stays, however late it comes */
    ageMs: z.number().int().min(0).default(0),
  }),
  output: SavedDraft,
  summary: "Keeps what I begin to write for my other devices; answers with the newest.",
});

export const orderPinned = route({
  name: "conversations.orderPinned",
  method: "PUT",
  path: `${here}/pinned-order`,
  input: z.object({
    /** my pinned ones from the top; those left out stand above them */
    conversationIds: z.array(conversationId).max(500),
  }),
  output: z.object({}),
  summary: "Puts my pinned conversations in an order.",
});

/** The application's side: it knows records and people by its own names. */
const ours = "/api/collab/application";

export const putContext = route({
  name: "conversations.putContext",
  method: "PUT",
  path: `${ours}/contexts`,
  actor: "application",
  input: z.object({
    key: conversationKey,
    title: conversationTitle,
    context: Context,
    audience: Audience,
    /** who gets it into the list at once: the author, the responsible person; all must be in the audience */
    memberExternalIds: z.array(externalId).max(1_000).default([]),
  }),
  output: z.object({ conversationId }),
  summary: "Says that a record exists, what it is called and who may see it. When this answers, the new audience is in force.",
});

export const removeContext = route({
  name: "conversations.removeContext",
  method: "DELETE",
  path: `${ours}/contexts`,
  actor: "application",
  input: z.object({ key: conversationKey }),
  output: z.object({}),
  summary: "Says that a record is gone: nobody sees its conversation any more.",
});

export const putConversation = route({
  name: "conversations.putConversation",
  method: "PUT",
  path: `${ours}/conversations`,
  actor: "application",
  input: z.object({
    /** `everybody` is the broadcast that every application has */
    key: conversationKey,
    /** of a conversation that is there already it cannot be another one */
    kind: z.enum(["group", "broadcast"]),
    title: conversationTitle,
    /** everybody in a broadcast, whatever stands here */
    memberExternalIds: z.array(externalId).max(10_000).default([]),
    ownerExternalIds: z.array(externalId).max(100).default([]),
    /** of a group; what is not named stays */
    settings: SettingsChange.default({}),
  }),
  output: z.object({ conversationId }),
  summary: "A conversation the application keeps under a key of its own; members are made equal to the list.",
});

export const ImportedMessage = z.object({
  id: z.uuid(),
  authorExternalId: externalId,
  text: z.string().max(20_000),
  createdAt: instantSchema,
  replyToId: z.uuid().nullable().default(null),
  reactions: z
    .array(z.object({ emoji: z.string().max(32), externalIds: z.array(externalId).max(200) }))
    .max(20)
    .default([]),
  editedAt: instantSchema.nullable().default(null),
  /** the text before `editedAt`; null when it is not known */
  earlierText: z.string().max(20_000).nullable().default(null),
  /** uploaded before by the author */
  fileIds: z.array(fileId).max(20).default([]),
});

export const importMessages = route({
  name: "conversations.importMessages",
  method: "POST",
  path: `${ours}/import`,
  actor: "application",
  input: z.object({
    target: z.union([z.object({ key: conversationKey }), z.object({ pair: z.tuple([externalId, externalId]) })]),
    /** oldest first */
    messages: z.array(ImportedMessage).max(1_000),
    /** how far each person has read, counted in messages of this conversation */
    readMarks: z
      .array(z.object({ externalId, readSeq: z.number().int().min(0) }))
      .max(10_000)
      .default([]),
  }),
  output: z.object({ conversationId, lastSeq: z.number().int() }),
  summary: "History from elsewhere, with its own times; ids already there are skipped.",
});

export const conversationRoutes = [
  listConversations,
  listConversationChanges,
  getConversation,
  openPersonal,
  createGroup,
  renameConversation,
  changeSettings,
  setMemberRole,
  listMembers,
  listViewers,
  addMembers,
  listMemberGroups,
  removeMemberGroup,
  removeMember,
  moveReadMark,
  setMyState,
  saveDraft,
  orderPinned,
  ...folderRoutes,
  putContext,
  removeContext,
  putConversation,
  importMessages,
];
