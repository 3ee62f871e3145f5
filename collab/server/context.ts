import type { ConversationId, MessagePreview } from "@veche/collab-domain/conversations";
import type { GroupId, UserId } from "@veche/collab-domain/directory";
import type { CollabEvent } from "@veche/collab-domain/everything";
import type { SystemNote } from "@veche/collab-domain/messages";
import type { ApplicationId } from "@veche/collab-domain/tenants";
import type { QueryExecutorProvider } from "kysely";

/** Where a store runs its statements: the database or a transaction. */
export type Db = QueryExecutorProvider;

/** To whom an event goes: to the devices of people, or to everybody of the application who is connected. */
export type Recipients = { readonly userIds: readonly UserId[] } | "application";

/** What happened inside a transaction that features above must follow within the same transaction. */
export type InnerEvent =
  | { readonly type: "application.connected"; readonly name: string }
  | { readonly type: "directory.reconciled"; readonly change: DirectoryChange };

/** What a reconciliation really changed. */
export interface DirectoryChange {
  readonly createdUserIds: readonly UserId[];
  /** blocked or unblocked */
  readonly switchedUserIds: readonly UserId[];
  readonly createdGroupIds: readonly GroupId[];
  readonly removedGroupIds: readonly GroupId[];
  readonly memberships: readonly { readonly groupId: GroupId; readonly userId: UserId; readonly isAdded: boolean }[];
}

/** One transaction, one instant, one tenant. */
export interface TenantContext {
  readonly db: Db;
  readonly now: Date;
  readonly applicationId: ApplicationId;
  readonly parts: Parts;
  /** Delivered after the commit, never without it. */
  emit(event: CollabEvent, recipients: Recipients): void;
  /** Runs in this process after the commit, in the order of adding. */
  afterCommit(run: () => void): void;
  /** Lets the features above follow, within this transaction. */
  raise(event: InnerEvent): Promise<void>;
}

/** An action of a person. */
export interface UserContext extends TenantContext {
  readonly userId: UserId;
}

/** An action of a person that changes nothing. */
export type ReaderContext = Pick<UserContext, "db" | "now" | "applicationId" | "parts" | "userId">;

/** An action of a person that opens its transactions itself, or needs none. */
export interface PersonContext {
  readonly now: Date;
  readonly applicationId: ApplicationId;
  readonly userId: UserId;
  readonly parts: Parts;
  /** the live connection the call came over; null over HTTP */
  readonly connectionId: string | null;
  /** the application's own name of the session, when its token said it */
  readonly sessionId: string | null;
  transact<T>(run: (ctx: UserContext) => Promise<T>): Promise<T>;
}

/** An action of somebody who is nobody yet. It opens its transactions itself. */
export interface PublicContext {
  readonly now: Date;
  /** network address of the caller */
  readonly address: string;
  readonly parts: Parts;
  transact<T>(run: (tx: TransactionContext) => Promise<T>): Promise<T>;
}

/** A transaction that is not bound to a tenant yet. */
export interface TransactionContext {
  readonly db: Db;
  forTenant(applicationId: ApplicationId): TenantContext;
}

export interface Letter {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What actions use of the running server. */
export interface Parts {
  readonly serverName: string;
  /** hashes registration codes */
  readonly codeKey: Uint8Array;
  readonly sockets: Sockets;
  readonly tokens: TokenCache;
  readonly messages: MessageDoor;
  readonly lookers: LookerDoor;
  /** Queues a letter within the transaction. */
  sendLetter(db: Db, letter: Letter): Promise<void>;
}

/** Tells who looks at a conversation how far somebody has read; presence, which stands above, knows who looks. */
export interface LookerDoor {
  moveReadMark(mark: {
    readonly applicationId: ApplicationId;
    readonly conversationId: ConversationId;
    readonly userId: UserId;
    readonly readSeq: number;
    readonly audienceVersion: number;
  }): void;
}

/** What was learned from tokens, to be forgotten when it is no longer true. */
export interface TokenCache {
  forgetApplication(applicationId: ApplicationId): void;
  forgetUsers(applicationId: ApplicationId, userIds: readonly UserId[]): void;
  forgetSessions(applicationId: ApplicationId, sessionIds: readonly string[]): void;
}

export interface Sockets {
  /** Ends the connections of people at once; they must sign in again. */
  closeUsers(userIds: readonly UserId[]): void;
  closeApplication(applicationId: ApplicationId): void;
  /** Ends the connections that were opened with tokens of these sessions. */
  closeSessions(applicationId: ApplicationId, sessionIds: readonly string[]): void;
  /** Ends the connections of people who connect again and take a fresh state. */
  restartUsers(userIds: readonly UserId[]): void;
}

/** A message of a history from elsewhere, its people resolved. */
export interface ImportedHistoryMessage {
  readonly id: string;
  readonly authorId: UserId;
  readonly text: string;
  readonly createdAt: Date;
  readonly replyToId: string | null;
  readonly reactions: readonly { readonly emoji: string; readonly userIds: readonly UserId[] }[];
  readonly editedAt: Date | null;
  readonly earlierText: string | null;
  readonly fileIds: readonly string[];
}

/** How far a person has read a conversation. */
export interface ReadMark {
  readonly conversationId: ConversationId;
  readonly userId: UserId;
  readonly readSeq: number;
  /** up to here it is counted: the newest message at the moment the mark was read */
  readonly lastSeq: number;
}

export interface UnreadCounts {
  readonly unreadCount: number;
  readonly mentionCount: number;
}

/** What conversations need of messages, which stand above them. */
export interface MessageDoor {
  /** The newest message of each, where there is one. */
  listPreviews(
    db: Db,
    applicationId: ApplicationId,
    conversations: readonly { readonly id: ConversationId; readonly lastSeq: number }[],
  ): Promise<ReadonlyMap<ConversationId, MessagePreview>>;
  /** Messages of others above a read mark, and those of them that call the person; in the order of the marks. */
  countUnread(db: Db, applicationId: ApplicationId, marks: readonly ReadMark[]): Promise<readonly UnreadCounts[]>;
  /** Writes what the system says into the conversation, within the transaction; told to everybody who sees it. */
  writeSystemNote(ctx: TenantContext, conversationId: ConversationId, note: SystemNote): Promise<void>;
  /** Appends a history, oldest first; ids that are there are skipped. The row of the conversation is locked by the caller. */
  importHistory(ctx: TenantContext, conversationId: ConversationId, messages: readonly ImportedHistoryMessage[]): Promise<void>;
}
