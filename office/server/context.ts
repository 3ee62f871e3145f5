import type { Permission } from "@veche/office-domain/access";
import type { DepartmentId, PersonId } from "@veche/office-domain/directory";
import type { DocumentId } from "@veche/office-domain/documents";
import type { OfficeEvent } from "@veche/office-domain/everything";
import type { Log } from "@veche/server/log";
import type { QueryExecutorProvider } from "kysely";

/** Where a store runs its statements: the database or a transaction. */
export type Db = QueryExecutorProvider;

/** To whom an event goes. */
export type Audience = { readonly personIds: readonly PersonId[] } | "everybody";

/** Who acts. */
export interface Actor {
  readonly personId: PersonId;
  readonly sessionId: string;
  readonly permissions: readonly Permission[];
}

/** What opens documents to a person, beside what names himself. */
export interface RightsOfPerson {
  readonly personId: PersonId;
  /** his department and everything above it */
  readonly departmentIds: readonly DepartmentId[];
  readonly permissions: readonly Permission[];
}

/** What happened inside a transaction that features above follow within the same transaction. */
export type InnerEvent =
  /** people came, changed, were blocked; `before` has the rights of those whose rights changed, as they were */
  | { readonly type: "people.changed"; readonly before: readonly RightsOfPerson[] }
  | { readonly type: "departments.changed" }
  | { readonly type: "sessions.ended"; readonly sessionIds: readonly string[] }
  | { readonly type: "document.changed"; readonly documentId: DocumentId };

/** Work to be done after the commit, at least once. Of jobs with the same key the latest counts. */
export interface Job {
  readonly name: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly key: string;
  readonly runAt?: Date;
}

/** One transaction, one instant. */
export interface Context {
  readonly db: Db;
  readonly now: Date;
  readonly parts: Parts;
  /** Delivered after the commit, never without it. */
  emit(event: OfficeEvent, audience: Audience): void;
  /** Runs in this process after the commit, in the order of adding. */
  afterCommit(run: () => void): void;
  /** Queues a job within the transaction. */
  addJob(job: Job): Promise<void>;
  /** Lets the features above follow, within this transaction. */
  raise(event: InnerEvent): Promise<void>;
}

/** An action of a signed-in person. */
export interface PersonContext extends Context {
  readonly actor: Actor;
}

/** What an action does that opens its transactions itself. */
export interface StepContext {
  readonly now: Date;
  readonly parts: Parts;
  readonly browser: Browser;
  transact<T>(run: (ctx: Context) => Promise<T>): Promise<T>;
}

export interface PersonStepContext extends StepContext {
  readonly actor: Actor;
  transact<T>(run: (ctx: PersonContext) => Promise<T>): Promise<T>;
}

/** Where a request comes from, and its session cookie. */
export interface Browser {
  readonly address: string;
  readonly userAgent: string;
  readonly sessionToken: string | null;
  keepSession(token: string, expiresAt: Date): void;
  forgetSession(): void;
}

/** What actions use of the running server. */
export interface Parts {
  readonly installationId: string;
  /** origin where people open the office */
  readonly publicUrl: string;
  readonly sockets: Sockets;
  readonly discussions: DiscussionDoor;
  readonly factorKey: FactorKey;
  readonly log: Pick<Log, "info">;
}

/** Keeps what proves a second factor so that the database alone is of no use to a thief. */
export interface FactorKey {
  seal(personId: PersonId, secret: Uint8Array): Uint8Array;
  /** @returns undefined when it was sealed for somebody else or by another installation */
  open(personId: PersonId, sealed: Uint8Array): Uint8Array | undefined;
  hashCode(personId: PersonId, code: string): Uint8Array;
}

/** Whether a discussion's audience already follows: pending is repeated until the collaboration server answers. */
export type AudienceState = "applied" | "pending" | "notConnected";

/** What the features below need of the connector, which stands above them. A failing server never makes these throw. */
export interface DiscussionDoor {
  /** Tells the collaboration server now that a person was blocked or unblocked; what fails is repeated by a job. */
  followPerson(personId: PersonId): Promise<void>;
  /** Makes the discussion of a document follow its title and rights now; what fails is repeated by a job. */
  followDocument(documentId: DocumentId): Promise<AudienceState>;
}

/** Live sockets, ended at once. */
export interface Sockets {
  closeSession(sessionId: string): void;
  closePerson(personId: PersonId): void;
}
