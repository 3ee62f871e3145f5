import type { ConversationId } from "@veche/collab-domain/conversations";
import type { UserId } from "@veche/collab-domain/directory";
import type { ApplicationId } from "@veche/collab-domain/tenants";
import { LRUCache } from "lru-cache";
import type { Db } from "../context.ts";
import { listAudienceUserIds } from "../conversations/index.ts";

const maxCachedPeople = 2_000_000;

interface Known {
  readonly version: number;
  readonly userIds: Promise<readonly UserId[]>;
}

/** Who sees which conversation, remembered for as long as its audience version stays the same. */
export class AudienceCache {
  readonly #db: Db;
  readonly #known = new LRUCache<string, Known>({ maxSize: maxCachedPeople, sizeCalculation: () => 1 });

  constructor(db: Db) {
    this.#db = db;
  }

  /** @param version as it stood when the change that is to be delivered was committed: who lost the right before does not hear of it */
  list(applicationId: ApplicationId, id: ConversationId, version: number): Promise<readonly UserId[]> {
    const known = this.#known.get(id);
    if (known && known.version >= version) return known.userIds;
    const userIds = listAudienceUserIds(this.#db, { applicationId, id });
    this.#known.set(id, { version, userIds });
    userIds.catch(() => this.#known.delete(id));
    return userIds;
  }
}
