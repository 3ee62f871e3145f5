import type { ConversationId } from "@veche/collab-domain/conversations";
import type { UserId } from "@veche/collab-domain/directory";
import type { VapidKeys } from "@veche/server/web-push";
import type { Db, Letter } from "../context.ts";

/** What notifications use of the running server. */
export interface NotificationParts {
  /** outside of transactions */
  readonly db: Db;
  transact<T>(run: (db: Db) => Promise<T>): Promise<T>;
  now(): Date;
  readonly keys: VapidKeys;
  /** `mailto:` or `https:`, where push services may complain */
  readonly contact: string;
  /** address at which people reach this server */
  readonly publicUrl: string;
  /** signs the links that end letters */
  readonly linkKey: Uint8Array;
  /** push services of a closed network may be used */
  readonly isPrivateAllowed: boolean;
  /** the conversation is open on a device of the person that is being used */
  isLookedAt(conversationId: ConversationId, userId: UserId): boolean;
  /** the person uses a device that is connected */
  isAtScreen(userId: UserId): boolean;
  /** Queues handing over what is due then. */
  scheduleSending(db: Db, at: Date): Promise<void>;
  sendLetter(db: Db, letter: Letter): Promise<void>;
  handleFault(error: unknown): void;
}
