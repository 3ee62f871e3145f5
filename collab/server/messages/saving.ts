import * as api from "@veche/collab-domain/messages";
import { AppError, must, type ParsedInput, type RouteOutput } from "@veche/kernel";
import * as z from "zod";
import type { ReaderContext, UserContext } from "../context.ts";
import { requireConversation } from "../conversations/index.ts";
import { parseCursor, toCursor } from "./cursor.ts";
import { countSaved, deleteSaved, insertSaved, listSavedRows } from "./saved-store.ts";
import { requireMessage } from "./scope.ts";
import { listMessagesAt } from "./store.ts";

type SaveInput = ParsedInput<typeof api.saveMessage>;

/** @throws AppError not_found; forbidden for a deleted one and a system note; too_large (limit) when enough are kept */
export async function saveMessage(ctx: UserContext, input: SaveInput): Promise<api.SavedPlace> {
  const conversation = await requireConversation(ctx, input.conversationId, "see", { lock: true });
  const message = await requireMessage(ctx.db, conversation, input.seq);
  if (!api.canSaveMessage(message)) throw new AppError("forbidden", { permission: "message.save" });
  const place = { conversationId: conversation.id, seq: message.seq };
  if (!(await insertSaved(ctx.db, { applicationId: ctx.applicationId, ...place }, place.seq, ctx))) return place;
  const count = await countSaved(ctx.db, ctx, api.maxSavedCount + 1);
  if (count > api.maxSavedCount) throw new AppError("too_large", { limit: api.maxSavedCount, unit: "saved" });
  return announceSaved(ctx, place, true);
}

/** @throws AppError not_found */
export async function unsaveMessage(ctx: UserContext, input: SaveInput): Promise<api.SavedPlace> {
  const conversation = await requireConversation(ctx, input.conversationId, "see");
  const message = await requireMessage(ctx.db, conversation, input.seq);
  const place = { conversationId: conversation.id, seq: message.seq };
  const wasSaved = await deleteSaved(ctx.db, { applicationId: ctx.applicationId, ...place }, place.seq, ctx.userId);
  return wasSaved ? announceSaved(ctx, place, false) : place;
}

/** To the person's own devices. */
function announceSaved(ctx: UserContext, place: api.SavedPlace, isSaved: boolean): api.SavedPlace {
  ctx.emit({ type: "savedMessage.changed", place, isSaved }, { userIds: [ctx.userId] });
  return place;
}

const savedCursor = z.tuple([z.number().int()]);

export async function listSavedMessages(
  ctx: ReaderContext,
  input: ParsedInput<typeof api.listSavedMessages>,
): Promise<RouteOutput<typeof api.listSavedMessages>> {
  const [below] = parseCursor(savedCursor, input.cursor) ?? [];
  const rows = await listSavedRows(ctx.db, ctx, below, input.limit);
  const messages = await listMessagesAt(ctx.db, ctx.applicationId, rows);
  const items = messages.map((message, index) => {
    const row = must(rows[index]);
    return { message: must(api.toSeen(message, row.hiddenSeq)), conversationTitle: row.title, savedAt: row.savedAt.toISOString() };
  });
  const last = rows.at(-1);
  return { items, next: last && rows.length === input.limit ? toCursor([last.number]) : null };
}

export async function listSavedPlaces(ctx: ReaderContext): Promise<RouteOutput<typeof api.listSavedPlaces>> {
  const rows = await listSavedRows(ctx.db, ctx, undefined, api.maxSavedCount);
  return { items: rows.map(({ conversationId, seq }) => ({ conversationId, seq })) };
}
