import type { ConversationId } from "@veche/collab-domain/conversations";
import type { UserId } from "@veche/collab-domain/directory";
import { toSeen, type MessageEvent } from "@veche/collab-domain/messages";
import type { ApplicationId } from "@veche/collab-domain/tenants";
import { must } from "@veche/kernel";
import { LRUCache } from "lru-cache";
import type { Db } from "../context.ts";
import { listAudience, type Audience } from "../conversations/index.ts";

const maxCachedPeople = 2_000_000;

interface Known {
  readonly version: number;
  readonly audience: Promise<Audience>;
}

/** Who sees which conversation, remembered for as long as its audience version stays the same. */
export class AudienceCache {
  readonly #db: Db;
  readonly #known = new LRUCache<string, Known>({ maxSize: maxCachedPeople, sizeCalculation: () => 1 });

  constructor(db: Db) {
    this.#db = db;
  }

  /**
   * @param version as it stood when the change that is to be delivered was committed: who lost the right before does not hear of it
   * @param db the transaction of who asks, where there is one: waiting in it for a connection of its own, it could wait for ever
   */
  get(applicationId: ApplicationId, id: ConversationId, version: number, db = this.#db): Promise<Audience> {
    const known = this.#known.get(id);
    if (known && known.version >= version) return known.audience;
    const audience = listAudience(db, { applicationId, id });
    this.#known.set(id, { version, audience });
    audience.catch(() => this.#known.delete(id));
    return audience;
  }

  async list(applicationId: ApplicationId, id: ConversationId, version: number): Promise<readonly UserId[]> {
    return (await this.get(applicationId, id, version)).userIds;
  }
}

/** An event as some of the people hear it. */
export interface Addressed {
  readonly event: MessageEvent;
  readonly userIds: readonly UserId[];
}

/** What each of those who see a conversation hears of a message: nothing of one before his history, no quote of one in a later one. */
export function addressEvent(event: MessageEvent, { userIds, hiddenSeqs }: Audience): readonly Addressed[] {
  if (hiddenSeqs.size === 0) return [{ event, userIds }];
  const hiddenSeqOf = (userId: UserId): number => hiddenSeqs.get(userId) ?? 0;
  const isWhole = (userId: UserId): boolean => toSeen(event.message, hiddenSeqOf(userId)) === event.message;
  const whole = userIds.filter(isWhole);
  const unquoted = userIds.filter((userId) => !isWhole(userId) && event.message.seq > hiddenSeqOf(userId));
  if (unquoted.length === 0) return [{ event, userIds: whole }];
  const message = must(toSeen(event.message, hiddenSeqOf(must(unquoted[0]))));
  return [
    { event, userIds: whole },
    { event: { ...event, message }, userIds: unquoted },
  ];
}
