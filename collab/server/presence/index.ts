import type { ConversationId } from "@veche/collab-domain/conversations";
import type { UserId } from "@veche/collab-domain/directory";
import * as api from "@veche/collab-domain/presence";
import type { ApplicationId } from "@veche/collab-domain/tenants";
import { Gathering } from "@veche/server/database";
import { bindPerson, type Binding } from "../binding.ts";
import type { Db } from "../context.ts";
import type { AudienceCache } from "../messages/index.ts";
import { setPresence, startTyping, watch } from "./actions.ts";
import { PresenceBoard, type BoardDelivery } from "./board.ts";
import { LastSeen } from "./last-seen.ts";
import { filterUndisturbed } from "./store.ts";

export type { BoardDelivery } from "./board.ts";

export interface PresenceOptions {
  /** outside of transactions */
  readonly db: Db;
  readonly audiences: AudienceCache;
  readonly now: () => Date;
  deliver(batch: readonly BoardDelivery[]): void;
  /** what could not be saved will be known less exactly; nothing else is lost */
  handleFault(error: unknown): void;
}

/** A person on one live connection. */
export interface ConnectedPerson {
  readonly connectionId: string;
  readonly applicationId: ApplicationId;
  readonly userId: UserId;
}

export interface PresenceFeature {
  readonly bindings: readonly Binding[];
  handleConnected(person: ConnectedPerson): void;
  handleDisconnected(person: ConnectedPerson): void;
  /** Tells who looks at the conversation, at most once a second. @param audience who may see it now */
  moveReadMark(mark: { conversationId: ConversationId; userId: UserId; readSeq: number; audience: ReadonlySet<UserId> }): void;
  /** Whether a person has a conversation open on a device that is being used. */
  isLookedAt(conversationId: ConversationId, userId: UserId): boolean;
  /** Whether a person uses a device that is connected here. */
  isAtScreen(userId: UserId): boolean;
  /** Saves what is worth keeping; for a clock and for the end. */
  save(): Promise<void>;
}

/** Presence, typing and read marks: in memory of this node, told only to who looks. */
export function openPresence(options: PresenceOptions): PresenceFeature {
  const { db, audiences, now } = options;
  const lastSeen = new LastSeen(db);
  const applicationIds = new Map<UserId, ApplicationId>();
  const board = new PresenceBoard({
    deliver: (batch) => options.deliver(batch),
    handleLeft: (userId, at) => {
      const applicationId = applicationIds.get(userId);
      applicationIds.delete(userId);
      if (applicationId) lastSeen.note({ applicationId, userId, at });
    },
    now,
    schedule: (delayMs, run) => void setTimeout(run, delayMs).unref(),
  });
  const scope = { db, board, lastSeen, audiences };
  const restoring = new Gathering(async (people: readonly Pick<ConnectedPerson, "applicationId" | "userId">[]) => {
    const undisturbed = await filterUndisturbed(db, people);
    return people.map(({ userId }) => undisturbed.has(userId));
  });
  const restore = async (person: ConnectedPerson): Promise<void> => {
    if (await restoring.ask(person)) board.restoreDoNotDisturb(person.userId);
  };
  return {
    bindings: [
      bindPerson(api.watch, (ctx, input) => watch(scope, ctx, input)),
      bindPerson(api.setPresence, (ctx, input) => setPresence(scope, ctx, input)),
      bindPerson(api.startTyping, (ctx, input) => startTyping(scope, ctx, input)),
    ],
    handleConnected: (person) => {
      const { connectionId, applicationId, userId } = person;
      const isFirst = !applicationIds.has(userId);
      applicationIds.set(userId, applicationId);
      board.handleConnected(connectionId, userId);
      if (isFirst) restore(person).catch((error: unknown) => options.handleFault(error));
    },
    handleDisconnected: ({ connectionId }) => board.handleDisconnected(connectionId),
    moveReadMark: (mark) => board.hasLookers(mark.conversationId) && board.moveReadMark(mark),
    isLookedAt: (conversationId, userId) => board.isLookedAt(conversationId, userId),
    isAtScreen: (userId) => board.find(userId)?.state === "online",
    save: () => lastSeen.save(),
  };
}
