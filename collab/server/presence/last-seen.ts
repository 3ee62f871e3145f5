import type { UserId } from "@veche/collab-domain/directory";
import type { ApplicationId } from "@veche/collab-domain/tenants";
import type { Db } from "../context.ts";
import { saveLastSeen } from "./store.ts";

interface Seen {
  readonly applicationId: ApplicationId;
  readonly userId: UserId;
  readonly at: Date;
}

/** Collects when people were last connected and writes it now and then; what a crash loses is not important. */
export class LastSeen {
  readonly #db: Db;
  #waiting = new Map<UserId, Seen>();

  constructor(db: Db) {
    this.#db = db;
  }

  note(seen: Seen): void {
    this.#waiting.set(seen.userId, seen);
  }

  find(userId: UserId): Date | undefined {
    return this.#waiting.get(userId)?.at;
  }

  async save(): Promise<void> {
    const seen = [...this.#waiting.values()];
    if (seen.length === 0) return;
    this.#waiting = new Map();
    await saveLastSeen(this.#db, seen);
  }
}
