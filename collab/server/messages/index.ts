import type { ConversationId } from "@veche/collab-domain/conversations";
import type { UserId } from "@veche/collab-domain/directory";
import type { ApplicationId } from "@veche/collab-domain/tenants";
import type { Binding } from "../binding.ts";
import type { Db, MessageDoor } from "../context.ts";
import { findVisibleConversation } from "../conversations/index.ts";
import { addressEvent, AudienceCache } from "./audience.ts";
import { filterSeenFileIds } from "./concerning-store.ts";
import { messageDoor } from "./door.ts";
import { PostStatement, type PostItem, type RunNamed } from "./post-store.ts";
import { buildMessageBindings } from "./routes.ts";
import type { Delivery } from "./scope.ts";
import { findMessage } from "./store.ts";
import { toSeen, type Message } from "@veche/collab-domain/messages";
import { MessageWriter, type PostedMessage } from "./writer.ts";

export { announceFileChange } from "./file-changes.ts";
export type { RunNamed } from "./post-store.ts";
export type { AudienceCache } from "./audience.ts";
export type { Delivery } from "./scope.ts";
export { listMessagesAt } from "./store.ts";

export interface MessagesOptions {
  /** outside of transactions */
  readonly db: Db;
  /** a prepared statement in a transaction of its own, on any connection */
  readonly runNamed: RunNamed;
  now(): Date;
  handleFault(error: unknown): void;
  /** hands over everything that one flush has to tell */
  deliver(batch: readonly Delivery[]): void;
  /** somebody takes part by having written about a record or to everybody */
  handleJoined(joined: readonly { applicationId: ApplicationId; conversationId: ConversationId; userId: UserId }[]): void;
}

export interface Messages {
  readonly bindings: readonly Binding[];
  /** for conversations, which stand below */
  readonly door: MessageDoor;
  readonly audiences: AudienceCache;
  /** those of some files that hang where the person may look */
  filterSeenFileIds: typeof filterSeenFileIds;
  /** Waits until every accepted message is written and answered. */
  stop(): Promise<void>;
}

/** Messages: posted in groups, changed one by one, each change told to everybody who sees the conversation. */
export function openMessages(options: MessagesOptions): Messages {
  const { db } = options;
  const statement = new PostStatement(db, options.runNamed);
  const audiences = new AudienceCache(db);
  const writer = new MessageWriter({
    now: options.now,
    handleFault: options.handleFault,
    write: (items, now) => statement.execute(items, now),
    findMessage: (draft, seq) => findRepeated(db, draft, seq),
    announce: (posted) => announce(options, audiences, posted),
  });
  const bindings = buildMessageBindings({ db, writer, audiences });
  return { bindings, door: messageDoor, audiences, filterSeenFileIds, stop: () => writer.drain() };
}

/** A message that was posted before, as its author sees it now. */
async function findRepeated(
  db: Db,
  { applicationId, conversationId, authorId }: Pick<PostItem, "applicationId" | "conversationId" | "authorId">,
  seq: number,
): Promise<Message | undefined> {
  const conversation = await findVisibleConversation(db, applicationId, conversationId, authorId);
  const message = await findMessage(db, { applicationId, conversationId }, seq);
  return conversation && message && toSeen(message, conversation.hiddenSeq);
}

async function announce(options: MessagesOptions, audiences: AudienceCache, posted: readonly PostedMessage[]): Promise<void> {
  const found = await Promise.all(posted.map((item) => audiences.get(item.applicationId, item.conversationId, item.audienceVersion)));
  options.deliver(
    posted.flatMap(({ applicationId, message }, index) =>
      addressEvent({ type: "message.posted", message }, found[index]!).map(({ event, userIds }) => ({ applicationId, event, userIds })),
    ),
  );
  const joined = posted.filter((item) => item.hasJoined);
  if (joined.length === 0) return;
  options.handleJoined(
    joined.map(({ applicationId, conversationId, message }) => ({ applicationId, conversationId, userId: message.authorId! })),
  );
}
