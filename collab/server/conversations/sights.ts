import type { ConversationId } from "@veche/collab-domain/conversations";
import type { UserId } from "@veche/collab-domain/directory";
import type { ApplicationId } from "@veche/collab-domain/tenants";
import { AppError } from "@veche/kernel";
import { Gathering } from "@veche/server/database";
import type { Db } from "../context.ts";
import { findVisibleConversations, type ConversationRow } from "./access-store.ts";

/** Somebody who wants to look into a conversation. */
export interface Looker {
  readonly applicationId: ApplicationId;
  readonly userId: UserId;
}

/** Finds conversations for who reads: for all who ask at the same moment at once, with the rights that hold when they ask. */
export class Sights {
  readonly #gathering: Gathering<Looker & { readonly id: ConversationId }, ConversationRow | undefined>;

  constructor(db: Db) {
    this.#gathering = new Gathering((lookers) => findVisibleConversations(db, lookers));
  }

  /** @throws AppError not_found when the person does not see it */
  async require({ applicationId, userId }: Looker, id: ConversationId): Promise<ConversationRow> {
    const conversation = await this.#gathering.ask({ applicationId, userId, id });
    if (!conversation) throw new AppError("not_found");
    return conversation;
  }
}
