import { decideRole, pickChanged } from "@veche/collab-domain/conversations";
import type * as api from "@veche/collab-domain/conversations";
import type { ConversationHead, ConversationId, ConversationSettings, SettingsChange } from "@veche/collab-domain/conversations";
import { AppError, type ParsedInput } from "@veche/kernel";
import type { TenantContext, UserContext } from "../context.ts";
import { requireConversation } from "./access.ts";
import { announceChanged, announceOpened, requireHead } from "./announcing.ts";
import * as store from "./store.ts";

/** @throws AppError conflict (reason settings) when they are no longer those that the person saw */
export async function changeSettings(ctx: UserContext, input: ParsedInput<typeof api.changeSettings>): Promise<ConversationHead> {
  const { id } = await requireConversation(ctx, input.conversationId, "changeSettings", { lock: true });
  const changed = await applySettings(ctx, id, input.settings, input.settingsVersion);
  if (Object.keys(changed).length === 0) return requireHead(ctx, id);
  await ctx.parts.messages.writeSystemNote(ctx, id, { type: "settingsChanged", settings: changed });
  await announceChanged(ctx, id);
  return requireHead(ctx, id);
}

/**
 * The row of the conversation is locked by the caller.
 * @param seenVersion undefined: whatever they are now @returns what is another from now on
 */
export async function applySettings(
  ctx: TenantContext,
  id: ConversationId,
  wanted: SettingsChange,
  seenVersion?: number,
): Promise<Partial<ConversationSettings>> {
  const { settings, version } = await store.readSettings(ctx.db, ctx.applicationId, id);
  if (seenVersion !== undefined && version !== seenVersion) throw new AppError("conflict", { reason: "settings" });
  const { description } = wanted;
  const changed = pickChanged(settings, { ...wanted, ...(description !== undefined && { description: cleanDescription(description) }) });
  if (Object.keys(changed).length > 0) await store.saveSettings(ctx.db, ctx.applicationId, id, { ...settings, ...changed });
  return changed;
}

function cleanDescription(text: string): string {
  return text.toWellFormed().replaceAll("\0", "").trim();
}

/** @throws AppError not_found for who takes no part; conflict (reason lastOwner) when nobody else could take care of the conversation */
export async function setMemberRole(ctx: UserContext, input: ParsedInput<typeof api.setMemberRole>): Promise<ConversationHead> {
  const { db, applicationId } = ctx;
  const { userId, role } = input;
  const { id } = await requireConversation(ctx, input.conversationId, "changeRoles", { lock: true });
  const decided = decideRole(await store.listSuccessors(db, applicationId, id), userId, role);
  if (decided === "stranger") throw new AppError("not_found");
  if (decided === "lastOwner") throw new AppError("conflict", { reason: "lastOwner" });
  if (decided === "none") return requireHead(ctx, id);
  await store.setRole(db, applicationId, id, userId, role);
  await ctx.parts.messages.writeSystemNote(ctx, id, { type: role === "owner" ? "ownerAdded" : "ownerRemoved", userId });
  await announceChanged(ctx, id);
  await announceOpened(ctx, id, [userId]);
  return requireHead(ctx, id);
}
