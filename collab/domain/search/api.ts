import { instantSchema, pageInput, route } from "@veche/kernel";
import * as z from "zod";
import { ConversationHead, conversationId, conversationKinds } from "../conversations/index.ts";
import { User, userId } from "../directory/index.ts";
import { Attachment } from "../files/index.ts";
import { messageId } from "../messages/index.ts";
import { hasKinds } from "./filters.ts";
import { Snippet, TextRange } from "./snippet.ts";

export const find = route({
  name: "search.find",
  method: "GET",
  path: "/api/collab/search",
  input: z.object({ query: z.string().trim().min(1).max(100), limit: z.coerce.number().int().min(1).max(20).default(8) }),
  output: z.object({ users: z.array(User), conversations: z.array(ConversationHead) }),
  summary: "People and conversations by part of a name, a typo or the wrong keyboard layout; best first.",
});

/** A file of a message that was found, with what was found in its name and in its text. */
export const FoundFile = z.object({ attachment: Attachment, foundInName: z.array(TextRange), textSnippet: Snippet.nullable() });
export type FoundFile = z.output<typeof FoundFile>;

/** A message that fits; `conversationId` and `seq` are where it stands. */
export const SearchHit = z.object({
  messageId,
  conversationId,
  seq: z.number().int(),
  authorId: userId.nullable(),
  createdAt: instantSchema,
  snippet: Snippet,
  /** all files of the message, in their order */
  files: z.array(FoundFile),
});
export type SearchHit = z.output<typeof SearchHit>;

/** Where a message that was found stands; a personal conversation has no title. */
export const FoundPlace = z.object({ id: conversationId, kind: z.enum(conversationKinds), title: z.string() });
export type FoundPlace = z.output<typeof FoundPlace>;

/** The filters that a search was made with, those written into the query included. */
export const AppliedFilters = z.object({
  authorIds: z.array(userId),
  conversationIds: z.array(conversationId),
  has: z.array(z.enum(hasKinds)),
  /** from this instant on */
  since: instantSchema.nullable(),
  /** before this instant */
  until: instantSchema.nullable(),
  isAboutMe: z.boolean(),
});
export type AppliedFilters = z.output<typeof AppliedFilters>;

const trueOrFalse = z.union([z.boolean(), z.stringbool()]);

export const findMessages = route({
  name: "search.findMessages",
  method: "GET",
  path: "/api/collab/search/messages",
  input: z.object({
    /** words, "a phrase", -without, and filters as `from:` or `от:`; the last word may be unfinished */
    query: z.string().max(300).default(""),
    /** only here */
    conversationId: conversationId.optional(),
    authorId: userId.optional(),
    has: z.enum(hasKinds).optional(),
    since: instantSchema.optional(),
    until: instantSchema.optional(),
    /** only what mentions me, my group or everybody */
    isAboutMe: trueOrFalse.default(false),
    cursor: pageInput.cursor,
    limit: z.coerce.number().int().min(1).max(200).default(20),
  }),
  output: z.object({
    /** newest first; may be fewer than the limit while there is a next page */
    hits: z.array(SearchHit),
    /** where they stand; none when only one conversation was asked for */
    conversations: z.array(FoundPlace),
    next: z.string().nullable(),
    filters: AppliedFilters,
    /** words that were looked for in the place of those that nobody wrote */
    corrections: z.array(z.object({ typed: z.string(), meant: z.string() })),
  }),
  summary: "Messages by their texts, the names and texts of their files, and their authors; nothing is asked: nothing is found.",
});

export const searchRoutes = [find, findMessages];
