import { AppError, must } from "@veche/kernel";
import type { GroupId, UserId } from "../directory/index.ts";
import { maxTextLength } from "./types.ts";
import type { ForwardOrigin, Mention, Message, ReplyQuote } from "./types.ts";

const maxQuoteLength = 200;
const maxMentionCount = 100;

/** Text as it is kept: well-formed Unicode, line ends are `\n`, other control characters than tab are gone, no blank end. */
export function cleanText(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?/g, "\n")
    .replace(/[^\P{Cc}\n\t]/gu, "")
    .trimEnd();
}

/**
 * @param text as cleaned; its length counts UTF-16 units, as browsers do
 * @throws AppError too_large (limit, unit, length) when too long; invalid when there is neither text nor file
 */
export function checkText(text: string, fileCount: number): void {
  if (text.length > maxTextLength) throw new AppError("too_large", { limit: maxTextLength, unit: "characters", length: text.length });
  if (text.trim() === "" && fileCount === 0) throw new AppError("invalid", { field: "text", reason: "empty" });
}

const uuid = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
const mentionLink = new RegExp(String.raw`\[@(?:\\.|[^\]\\\n]){1,300}\]\(veche:(?:(user|group)/(${uuid})|(everybody))\)`, "gi");
const code = /(`{3,}|~{3,})[\s\S]*?(?:\1|$)|(?<!`)(`+)(?!`)[^`][\s\S]*?(?<!`)\2(?!`)/g;

/** Who is addressed by the mention links of a text, each once, in order, at most 100; links inside code do not count. */
export function parseMentions(text: string): Mention[] {
  if (!text.includes("](veche:")) return [];
  const mentions = new Map<string, Mention>();
  for (const [, kind, id, everybody] of text.replace(code, "").matchAll(mentionLink)) {
    const mention = toMention(everybody ? "everybody" : kind!.toLowerCase(), id?.toLowerCase() ?? "");
    mentions.set(`${mention.kind} ${id?.toLowerCase() ?? ""}`, mention);
    if (mentions.size === maxMentionCount) break;
  }
  return [...mentions.values()];
}

function toMention(kind: string, id: string): Mention {
  if (kind === "user") return { kind, userId: id as UserId };
  if (kind === "group") return { kind, groupId: id as GroupId };
  return { kind: "everybody" };
}

/** One line without Markdown signs, at most 200 characters: for list rows, quotes and notifications. */
export function toPreviewText(text: string): string {
  const plain = toPlainText(text.slice(0, 4 * maxQuoteLength));
  return plain.length <= maxQuoteLength
    ? plain
    : `${plain
        .slice(0, maxQuoteLength - 1)
        .toWellFormed()
        .trimEnd()}…`;
}

/** The whole text in one line without Markdown signs; of links, what is shown. Longer runs than a paragraph keep their signs: the time is bounded. */
export function toPlainText(text: string): string {
  return text
    .replace(/!?\[((?:\\.|[^\]\\]){0,500})\]\([^()\s]{0,2000}\)/g, "$1")
    .replace(/^[ \t]*(?:>[ \t]?|#{1,6}[ \t]+|[-*+][ \t]+|(?:`{3,}|~{3,}).*$)/gm, "")
    .replace(/(?<!\\)(\*\*|__|~~|`+)(?=\S)([\s\S]{0,800}?\S)\1/g, "$2")
    .replace(/(?<![\p{L}\p{N}*_\\])([*_])(?=\S)([^*_\n]{0,800}?\S)\1(?![\p{L}\p{N}*_])/gu, "$2")
    .replace(/\\([\\`*_{}[\]()#+\-.!~>|])/g, "$1")
    .replace(/\s+/g, " ")
    .trim();
}

/** What an answer shows of the message it answers: a pure view of that message's present state. */
export function toReplyQuote(message: Pick<Message, "seq" | "authorId" | "text" | "deletedAt">): ReplyQuote {
  const isDeleted = message.deletedAt !== null;
  return { seq: message.seq, authorId: message.authorId, text: isDeleted ? "" : toPreviewText(message.text), isDeleted };
}

/** Whom a message calls: nobody where it only shows the words of another one. */
export function computeMentions(message: Pick<Message, "text" | "forwardedFrom">): Mention[] {
  return message.forwardedFrom === null ? parseMentions(message.text) : [];
}

/** What a copy of a message says of where it comes from; of a forwarded one, where that comes from. @param message written by a person */
export function toForwardOrigin(message: Pick<Message, "id" | "authorId" | "createdAt" | "forwardedFrom">): ForwardOrigin {
  return message.forwardedFrom ?? { messageId: message.id, authorId: must(message.authorId), createdAt: message.createdAt };
}
