import { computeAbilities, type ConversationId, type Standing } from "@veche/collab-domain/conversations";
import type { UserId } from "@veche/collab-domain/directory";
import type { ApplicationId } from "@veche/collab-domain/tenants";
import { AppError } from "@veche/kernel";
import type { Db } from "../context.ts";
import { findVisibleConversation, type ConversationRow } from "./access-store.ts";

/** `see`, or one of the abilities of the contract. */
export type ConversationAbility = "see" | keyof ReturnType<typeof computeAbilities>;

/** Who asks, and where. A context of an action fits. */
export interface Asker {
  readonly db: Db;
  readonly applicationId: ApplicationId;
  readonly userId: UserId;
}

/** What the policy looks at. */
export function toStanding(
  row: Pick<ConversationRow, "kind" | "key" | "isMember" | "isOwner" | "posting" | "adding" | "renaming">,
): Standing {
  const { kind, isMember, isOwner, posting, adding, renaming } = row;
  return { kind, isManaged: isManaged(row), isMember, isOwner, settings: { posting, adding, renaming } };
}

/** An application keeps the title and the members of a group to which it gave a key. */
export function isManaged(row: Pick<ConversationRow, "kind" | "key">): boolean {
  return row.kind === "group" && row.key !== null;
}

/**
 * The only way of an action to a conversation.
 * @param options.lock the row stays locked until the end of the transaction
 * @throws AppError not_found when the person does not see it; forbidden (permission) when he sees it but may not do that
 */
export async function requireConversation(
  ctx: Asker,
  id: ConversationId,
  ability: ConversationAbility,
  options: { readonly lock?: boolean } = {},
): Promise<ConversationRow> {
  const conversation = await findVisibleConversation(ctx.db, ctx.applicationId, id, ctx.userId, options.lock);
  if (!conversation) throw new AppError("not_found");
  if (ability !== "see" && !computeAbilities(toStanding(conversation))[ability]) {
    throw new AppError("forbidden", { permission: `conversation.${ability}` });
  }
  return conversation;
}
