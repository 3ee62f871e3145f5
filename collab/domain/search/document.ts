import { composeText, foldLetters, listJoinedNumbers } from "./words.ts";
import type { HasKind } from "./filters.ts";

/** What of a message can be found. */
export interface SearchedMessage {
  readonly authorId: string | null;
  /** Markdown */
  readonly text: string;
  /** people and groups named in it, and {@link everybody} */
  readonly principalIds: readonly string[];
  readonly files: readonly { readonly name: string; readonly mediaType: string; readonly text: string | null }[];
}

/** Stands in the place of an id for everybody of a conversation. */
export const everybody = "everybody";

/** @returns the sign by which the index knows messages of an author */
export const authorSign = (userId: string): string => `user:${userId}`;
/** @returns the sign of messages that name a person, a group, or everybody of a conversation */
export const principalSign = (principalId: string): string => `to:${principalId}`;
export const hasSign = (kind: HasKind): string => `has:${kind}`;

const maxFileTextLength = 100_000;
const mentionTarget = /\]\(veche:[^)\s]{0,100}\)/g;

/** Everything of a message that words are looked for in, folded: its text with the targets of its links, names and texts of its files. */
export function toIndexText({ text, files }: SearchedMessage): string {
  const parts = [text.replace(mentionTarget, "] "), ...files.flatMap((file) => [file.name, file.text?.slice(0, maxFileTextLength) ?? ""])];
  const composed = composeText(parts.filter((part) => part !== "").join("\n"));
  const joined = listJoinedNumbers(composed).map(({ word }) => word);
  return [foldLetters(composed).replace(/ {2,}/g, " ").trim(), ...new Set(joined)].join(" ");
}

/** Signs of a message that filters look for. */
export function listSigns({ authorId, text, principalIds, files }: SearchedMessage): readonly string[] {
  const has: HasKind[] = [
    ...(files.length > 0 ? ["file" as const] : []),
    ...(files.some(({ mediaType }) => mediaType.startsWith("image/")) ? ["image" as const] : []),
    ...(/https?:\/\//i.test(text) ? ["link" as const] : []),
  ];
  return [...(authorId === null ? [] : [authorSign(authorId)]), ...principalIds.map(principalSign), ...has.map(hasSign)];
}
