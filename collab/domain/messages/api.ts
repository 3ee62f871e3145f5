import { instantSchema, pageInput, pageSchema, route } from "@veche/kernel";
import * as z from "zod";
import { conversationId } from "../conversations/index.ts";
import { conversationFilePage, fileId } from "../files/index.ts";
import {
  maxAttachmentCount,
  maxForwardCount,
  maxPinCount,
  maxSavedCount,
  Message,
  messageId,
  MessageVersion,
  SavedPlace,
} from "./types.ts";

const here = "/api/collab/conversations/:conversationId/messages";
/** Where a message stands; a personal conversation has no title. */
export const MessagePlace = z.object({ messageId, conversationId, seq: z.number().int(), conversationTitle: z.string() });
export type MessagePlace = z.output<typeof MessagePlace>;

const seq = z.coerce.number().int().min(1);
/** Too long is refused by the action with the limit and the length, not here. */
const messageText = z.string();
const emoji = z
  .string()
  .min(1)
  .max(32)
  .regex(/^\P{Cc}+$/u);

export const postMessage = route({
  name: "messages.post",
  method: "POST",
  path: here,
  input: z.object({
    conversationId,
    /** made by the client; the same id again answers with the first result */
    id: messageId,
    text: messageText,
    replyToSeq: z.number().int().min(1).optional(),
    fileIds: z.array(fileId).max(maxAttachmentCount).default([]),
  }),
  output: Message,
  errors: ["forbidden", "too_large"],
  summary: "Posts a message; answered only after it is on disk.",
});

export const forwardMessages = route({
  name: "messages.forward",
  method: "POST",
  path: `${here}/forwards`,
  input: z.object({
    /** where to */
    conversationId,
    /** in this order */
    forwards: z
      .array(
        z.object({
          /** of the copy, made by the client; the same id again answers with the first result */
          id: messageId,
          /** what is forwarded */
          messageId,
        }),
      )
      .min(1)
      .max(maxForwardCount),
  }),
  output: z.object({ items: z.array(Message) }),
  errors: ["forbidden"],
  summary: "Posts copies of messages I see, with their files, under the names of those who wrote them; they call nobody.",
});

export const listForwardPlaces = route({
  name: "messages.listForwardPlaces",
  method: "POST",
  path: "/api/collab/messages/places",
  input: z.object({
    /** as `forwardedFrom` says */
    messageIds: z.array(messageId).max(200),
  }),
  output: z.object({ items: z.array(MessagePlace) }),
  summary: "Where messages stand: those I may look at now; of the others nothing is said.",
});

export const listMessages = route({
  name: "messages.list",
  method: "GET",
  path: here,
  input: z.object({
    conversationId,
    /** newest below this place; without any of the three: the newest */
    before: seq.optional(),
    /** oldest above this place */
    after: seq.optional(),
    /** half below, half above */
    around: seq.optional(),
    limit: pageInput.limit,
  }),
  output: z.object({
    /** oldest first */
    items: z.array(Message),
    hasBefore: z.boolean(),
    hasAfter: z.boolean(),
    /** everything up to this change is contained in what was read */
    changeSeq: z.number().int(),
  }),
  summary: "A range of a conversation.",
});

export const listMessageChanges = route({
  name: "messages.listChanges",
  method: "GET",
  path: `${here}/changes`,
  input: z.object({ conversationId, since: z.coerce.number().int().min(0), limit: pageInput.limit }),
  output: z.object({
    /** messages in their present state, by changeSeq */
    items: z.array(Message),
    /** ask again from here; below `since` when the server was put back to an older state: take the messages anew */
    changeSeq: z.number().int(),
    isComplete: z.boolean(),
  }),
  summary: "What changed after a change number: how a client that was away catches up.",
});

export const getMessage = route({
  name: "messages.get",
  method: "GET",
  path: "/api/collab/messages/:messageId",
  input: z.object({ messageId }),
  output: Message,
  summary: "The message a link points to.",
});

export const editMessage = route({
  name: "messages.edit",
  method: "PATCH",
  path: `${here}/:seq`,
  input: z.object({ conversationId, seq, text: messageText }),
  output: Message,
  errors: ["forbidden", "too_large"],
  summary: "Gives my message another text; earlier texts are kept.",
});

export const deleteMessage = route({
  name: "messages.delete",
  method: "DELETE",
  path: `${here}/:seq`,
  input: z.object({ conversationId, seq }),
  output: Message,
  errors: ["forbidden"],
  summary: "Takes the content of my message away; its place remains.",
});

export const listMessageVersions = route({
  name: "messages.listVersions",
  method: "GET",
  path: `${here}/:seq/versions`,
  input: z.object({ conversationId, seq }),
  output: z.object({ items: z.array(MessageVersion) }),
  summary: "Earlier texts of a message, newest first. A deleted message shows none.",
});

export const addReaction = route({
  name: "messages.addReaction",
  method: "PUT",
  path: `${here}/:seq/reactions/:emoji`,
  input: z.object({ conversationId, seq, emoji }),
  output: Message,
  errors: ["too_large"],
  summary: "Adds my reaction; twice is once.",
});

export const removeReaction = route({
  name: "messages.removeReaction",
  method: "DELETE",
  path: `${here}/:seq/reactions/:emoji`,
  input: z.object({ conversationId, seq, emoji }),
  output: Message,
  summary: "Takes my reaction back.",
});

export const pinMessage = route({
  name: "messages.pin",
  method: "PUT",
  path: `${here}/:seq/pin`,
  input: z.object({ conversationId, seq }),
  output: Message,
  errors: ["forbidden", "too_large"],
  summary: "Pins a message for everybody who sees the conversation; twice is once.",
});

export const unpinMessage = route({
  name: "messages.unpin",
  method: "DELETE",
  path: `${here}/:seq/pin`,
  input: z.object({ conversationId, seq }),
  output: Message,
  errors: ["forbidden"],
  summary: "Takes a pin away.",
});

export const listPinnedMessages = route({
  name: "messages.listPinned",
  method: "GET",
  path: "/api/collab/conversations/:conversationId/pinned",
  input: z.object({ conversationId }),
  output: z.object({ items: z.array(Message).max(maxPinCount) }),
  summary: "All pinned messages of a conversation, pinned last first.",
});

export const listConversationFiles = route({
  name: "messages.listFiles",
  method: "GET",
  path: "/api/collab/conversations/:conversationId/files",
  input: z.object({ conversationId, ...pageInput }),
  output: conversationFilePage,
  summary: "All files of a conversation, newest first.",
});

/** A message that concerns me: it mentions me, my group or everybody, or answers me. It is read when my read mark has passed it. */
export const ConcerningMessage = z.object({ message: Message, conversationTitle: z.string(), isRead: z.boolean() });
export type ConcerningMessage = z.output<typeof ConcerningMessage>;

export const listConcerning = route({
  name: "messages.listConcerning",
  method: "GET",
  path: "/api/collab/concerning",
  input: z.object({ ...pageInput }),
  output: pageSchema(ConcerningMessage).extend({ unreadCount: z.number().int() }),
  summary: "The notification centre: what was written to me, newest first.",
});

export const saveMessage = route({
  name: "messages.save",
  method: "PUT",
  path: `${here}/:seq/saved`,
  input: z.object({ conversationId, seq }),
  output: SavedPlace,
  errors: ["forbidden", "too_large"],
  summary: "Keeps a message for me; nobody else learns of it. Twice is once.",
});

export const unsaveMessage = route({
  name: "messages.unsave",
  method: "DELETE",
  path: `${here}/:seq/saved`,
  input: z.object({ conversationId, seq }),
  output: SavedPlace,
  summary: "Keeps it no longer.",
});

/** A message that I keep for myself. */
export const SavedMessage = z.object({ message: Message, conversationTitle: z.string(), savedAt: instantSchema });
export type SavedMessage = z.output<typeof SavedMessage>;

export const listSavedMessages = route({
  name: "messages.listSaved",
  method: "GET",
  path: "/api/collab/saved",
  input: z.object({ ...pageInput }),
  output: pageSchema(SavedMessage),
  summary: "What I keep and still see, saved last first.",
});

export const listSavedPlaces = route({
  name: "messages.listSavedPlaces",
  method: "GET",
  path: "/api/collab/saved/places",
  input: z.object({}),
  output: z.object({ items: z.array(SavedPlace).max(maxSavedCount) }),
  summary: "Where everything stands that I keep and still see, saved last first.",
});

export const messageRoutes = [
  postMessage,
  forwardMessages,
  listForwardPlaces,
  listMessages,
  listMessageChanges,
  getMessage,
  editMessage,
  deleteMessage,
  listMessageVersions,
  addReaction,
  removeReaction,
  pinMessage,
  unpinMessage,
  listPinnedMessages,
  listConversationFiles,
  listConcerning,
  saveMessage,
  unsaveMessage,
  listSavedMessages,
  listSavedPlaces,
];
