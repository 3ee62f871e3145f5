import type { ConversationId } from "@veche/collab-domain/conversations";
import { Attachment } from "@veche/collab-domain/files";
import { Message } from "@veche/collab-domain/messages";
import type { MessageId } from "@veche/collab-domain/messages";
import * as z from "zod";

/** A message as it outlives the page. */
export interface KeptMessage {
  readonly id: MessageId;
  readonly createdAt: string;
  readonly text: string;
  readonly replyTo?: Message | undefined;
  readonly attachments?: readonly Attachment[] | undefined;
}

/** Where unsent messages outlive the page. One message is one entry, so that two windows of one person never write over each other. */
export interface OutboxStore {
  /** with something unsent */
  listConversations(): readonly ConversationId[];
  /** oldest first; empty when nothing waits */
  list(conversationId: ConversationId): readonly KeptMessage[];
  put(conversationId: ConversationId, message: KeptMessage): void;
  remove(conversationId: ConversationId, id: MessageId): void;
}

const prefix = "veche-outbox:";

const Kept = z.object({
  order: z.number(),
  id: z.uuid(),
  createdAt: z.string(),
  text: z.string(),
  // written by another version: the text matters more than what it answers
  replyTo: Message.optional().catch(undefined),
  attachments: z.array(Attachment).optional().catch(undefined),
});

function keyOf(owner: string, conversationId: string, id: string): string {
  return `${prefix}${owner}:${conversationId}:${id}`;
}

function listPlaces(storage: Storage, owner: string): readonly { readonly conversationId: ConversationId; readonly key: string }[] {
  const own = keyOf(owner, "", "").slice(0, -1);
  return Object.keys(storage)
    .filter((key) => key.startsWith(own))
    .map((key) => ({ key, conversationId: key.slice(own.length, key.lastIndexOf(":")) as ConversationId }));
}

function parse(text: string | null): (KeptMessage & { readonly order: number }) | undefined {
  try {
    return Kept.parse(JSON.parse(text ?? "")) as KeptMessage & { readonly order: number };
  } catch {
    return undefined;
  }
}

/**
 * Keeps unsent messages in the browser.
 * @param owner whose they are: a person of one application, so that nobody sends what another has written
 */
export function openOutboxStore(storage: Storage, owner: string): OutboxStore {
  let lastOrder = 0;
  return {
    listConversations: () => [...new Set(listPlaces(storage, owner).map(({ conversationId }) => conversationId))],
    list: (conversationId) =>
      listPlaces(storage, owner)
        .filter((place) => place.conversationId === conversationId)
        .flatMap(({ key }) => parse(storage.getItem(key)) ?? [])
        .toSorted((a, b) => a.order - b.order),
    put(conversationId, { id, createdAt, text, replyTo, attachments }) {
      lastOrder = Math.max(lastOrder + 1, Date.now());
      try {
        storage.setItem(keyOf(owner, conversationId, id), JSON.stringify({ order: lastOrder, id, createdAt, text, replyTo, attachments }));
      } catch {
        // The browser has no room or keeps nothing: the message lives as long as the page.
      }
    },
    remove: (conversationId, id) => storage.removeItem(keyOf(owner, conversationId, id)),
  };
}

/** Forgets what a person has not sent: he leaves this device. */
export function clearOutbox(storage: Storage, owner: string): void {
  for (const { key } of listPlaces(storage, owner)) storage.removeItem(key);
}
