import type { UserId } from "@veche/collab-domain/directory";
import type { ApplicationId } from "@veche/collab-domain/tenants";
import { AppError } from "@veche/kernel";
import { Gathering } from "@veche/server/database";
import { LRUCache } from "lru-cache";
import type { Db, TokenCache } from "../context.ts";
import { openConnectedKeys, verifyToken, type ConnectedKeys } from "../tenants/index.ts";
import { findActiveUserIds, type NamedUser } from "./store.ts";

/** Who a token speaks for. */
export type Actor =
  | { readonly kind: "application"; readonly applicationId: ApplicationId; readonly expiresAt: Date }
  | {
      readonly kind: "user";
      readonly applicationId: ApplicationId;
      readonly userId: UserId;
      readonly sessionId: string | null;
      readonly expiresAt: Date;
    };

/** Another node may block somebody: what was learned is believed this long. Rights are asked of the database in any case. */
const believedMs = 30_000;

/** Knows whom a token speaks for; what it learned is kept until the token ends or somebody says that it is no longer true. */
export class Authenticator implements TokenCache {
  readonly #keys: ConnectedKeys;
  readonly #people: Gathering<NamedUser, UserId | undefined>;
  readonly #actors = new LRUCache<string, Actor>({ max: 50_000 });

  constructor(db: Db) {
    this.#keys = openConnectedKeys(db);
    this.#people = new Gathering((named) => findActiveUserIds(db, named));
  }

  /** @throws AppError unauthenticated when the token is not valid, the application not connected, the person unknown or blocked, the session ended */
  async authenticate(token: string): Promise<Actor> {
    const known = this.#actors.get(token);
    if (known && known.expiresAt.getTime() > Date.now()) return known;
    const { applicationId, externalId, sessionId, expiresAt } = await verifyToken(this.#keys, token);
    const actor: Actor =
      externalId === null
        ? { kind: "application", applicationId, expiresAt }
        : {
            kind: "user",
            applicationId,
            userId: await this.#requireUserId({ applicationId, externalId, sessionId }),
            sessionId,
            expiresAt,
          };
    this.#actors.set(token, actor, { ttl: Math.max(1, Math.min(believedMs, expiresAt.getTime() - Date.now())) });
    return actor;
  }

  async #requireUserId(named: NamedUser): Promise<UserId> {
    const userId = await this.#people.ask(named);
    if (userId === undefined) throw new AppError("unauthenticated");
    return userId;
  }

  forgetApplication(applicationId: ApplicationId): void {
    this.#forget((actor) => actor.applicationId === applicationId);
  }

  forgetUsers(applicationId: ApplicationId, userIds: readonly UserId[]): void {
    const gone = new Set(userIds);
    this.#forget((actor) => actor.kind === "user" && actor.applicationId === applicationId && gone.has(actor.userId));
  }

  forgetSessions(applicationId: ApplicationId, sessionIds: readonly string[]): void {
    const gone = new Set(sessionIds);
    this.#forget((actor) => actor.kind === "user" && actor.applicationId === applicationId && gone.has(actor.sessionId ?? ""));
  }

  #forget(isGone: (actor: Actor) => boolean): void {
    for (const [token, actor] of this.#actors.entries()) if (isGone(actor)) this.#actors.delete(token);
  }
}
