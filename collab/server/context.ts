import type { CollabEvent } from "@veche/collab-domain/everything";
import type { UserId } from "@veche/collab-domain/directory";
import type { ApplicationId } from "@veche/collab-domain/tenants";
import type { QueryExecutorProvider } from "kysely";

/** Where a store runs its statements: the database or a transaction. */
export type Db = QueryExecutorProvider;

/** To whom an event goes: to the devices of people, or to everybody of the application who is connected. */
export type Recipients = { readonly userIds: readonly UserId[] } | "application";

/** What every action of the collaboration server gets: one transaction, one instant, one tenant. */
export interface TenantContext {
  readonly db: Db;
  readonly now: Date;
  readonly applicationId: ApplicationId;
  /** Delivered after the commit, never without it. */
  emit(event: CollabEvent, recipients: Recipients): void;
  /** Runs in this process after the commit, in the order of adding, and is waited for before the answer. */
  afterCommit(run: () => void | Promise<void>): void;
}

/** An action of a person. */
export interface UserContext extends TenantContext {
  readonly userId: UserId;
}
