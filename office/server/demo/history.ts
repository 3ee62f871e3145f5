import type { importMessages } from "@veche/collab-domain/conversations";
import type { RouteInput } from "@veche/kernel";
import type { DemoCompany, DemoConversation, DemoKey, DemoMessage } from "./types.ts";

type History = RouteInput<typeof importMessages>;

/** How the things of the demo company are called in this installation. */
export type Names = {
  /** The office's id of a person: the application's own name of him on the collaboration server. */
  personIdOf: (key: DemoKey) => string;
  /** What the collaboration server calls the same person. */
  userIdOf: (key: DemoKey) => string;
  fullNameOf: (key: DemoKey) => string;
  messageIdOf: (message: DemoMessage) => string;
  /** The uploaded file behind an attachment: each message has a copy of its own. */
  attachmentIdOf: (message: DemoMessage, fileKey: DemoKey) => string;
  /** A document as a link of Markdown, alone on a line it is shown as a card. */
  documentLinkOf: (documentKey: DemoKey) => string;
};

/** As many messages as one call carries. @see importMessages */
const batchSize = 500;

function renderText(text: string, names: Names): string {
  return text.replace(/\{@([a-z]+)\}/g, (_, key: string) => `[@${names.fullNameOf(key)}](veche:user/${names.userIdOf(key)})`);
}

function toImported(message: DemoMessage, answered: DemoMessage | undefined, names: Names): History["messages"][number] {
  return {
    id: names.messageIdOf(message),
    authorExternalId: names.personIdOf(message.authorKey),
    text: [renderText(message.text, names), ...message.documentKeys.map(names.documentLinkOf)].join("\n\n"),
    createdAt: message.at.toISOString(),
    replyToId: answered ? names.messageIdOf(answered) : null,
    reactions: message.reactions.map(({ emoji, personKeys }) => ({ emoji, externalIds: personKeys.map(names.personIdOf) })),
    editedAt: message.edit?.at.toISOString() ?? null,
    earlierText: message.edit ? renderText(message.edit.earlierText, names) : null,
    fileIds: message.fileKeys.map((fileKey) => names.attachmentIdOf(message, fileKey)),
  };
}

/**
 * The history of one conversation as the collaboration server takes it: calls in their order, the read marks in the last one.
 * @returns at least one call when something was written, none otherwise
 */
export function toHistory(
  company: DemoCompany,
  conversation: DemoConversation,
  target: History["target"],
  names: Names,
): readonly History[] {
  const messages = company.messages.filter(({ conversationKey }) => conversationKey === conversation.key);
  const byKey = new Map(messages.map((message) => [message.key, message]));
  const places = new Map(messages.map(({ key }, index) => [key, index + 1]));
  const readMarks = company.readMarks
    .filter(({ conversationKey }) => conversationKey === conversation.key)
    .map(({ personKey, messageKey }) => ({ externalId: names.personIdOf(personKey), readSeq: places.get(messageKey)! }));
  const imported = messages.map((message) => toImported(message, byKey.get(message.replyToKey ?? ""), names));
  const starts = Array.from({ length: Math.ceil(imported.length / batchSize) }, (_, index) => index * batchSize);
  return starts.map((start) => ({
    target,
    messages: imported.slice(start, start + batchSize),
    readMarks: start + batchSize >= imported.length ? readMarks : [],
  }));
}
