import type { ConversationFile } from "@veche/collab-domain/files";
import * as api from "@veche/collab-domain/messages";
import { AppError, must, type Page, type ParsedInput, type RouteOutput } from "@veche/kernel";
import * as z from "zod";
import type { PersonContext } from "../context.ts";
import { requireConversation, type Asker, type ConversationRow, type Sights } from "../conversations/index.ts";
import { listAttachmentsById } from "../files/index.ts";
import type { openMessageChanges } from "./changes.ts";
import { listVersions } from "./change-store.ts";
import { countUnreadConcerning, listAttachedFiles, listConcerningRows } from "./concerning-store.ts";
import { parseCursor, toCursor } from "./cursor.ts";
import { requireMessage, type Scope } from "./scope.ts";
import * as store from "./store.ts";

/** What reading uses beside the scope of messages. */
export interface ReadingScope extends Scope {
  readonly sights: Sights;
  readonly changes: ReturnType<typeof openMessageChanges>;
}

const maxUnreadConcerning = 1_000;

const askerOf = (scope: Scope, ctx: PersonContext): Asker => ({ db: scope.db, applicationId: ctx.applicationId, userId: ctx.userId });

type ListInput = ParsedInput<typeof api.listMessages>;

export async function listMessages(
  scope: ReadingScope,
  ctx: PersonContext,
  input: ListInput,
): Promise<RouteOutput<typeof api.listMessages>> {
  const conversation = await scope.sights.require(ctx, input.conversationId);
  const items = await listRange(scope, conversation, input);
  const last = items.at(-1);
  const sought = input.before ? input.before - 1 : (input.after ?? input.around ?? 0);
  const newestSeq = last?.seq ?? Math.max(sought, conversation.hiddenSeq);
  return {
    items: api.listSeen(items, conversation.hiddenSeq),
    hasBefore: (items[0]?.seq ?? 1) > conversation.hiddenSeq + 1,
    hasAfter: newestSeq < conversation.lastSeq,
    changeSeq: conversation.changeSeq,
  };
}

/** Around what is hidden stands the beginning of what is not. */
async function listRange(scope: Scope, { applicationId, id, hiddenSeq }: ConversationRow, input: ListInput): Promise<api.Message[]> {
  const place = { applicationId, conversationId: id };
  const { before = 2 ** 31 - 1, after, around, limit } = input;
  const listAfter = (seq: number, count: number) => store.listMessagesAfter(scope.db, place, Math.max(seq, hiddenSeq), count);
  if (after !== undefined) return listAfter(after, limit);
  if (around === undefined) return store.listMessagesBetween(scope.db, place, hiddenSeq, before, limit);
  const below = Math.ceil(limit / 2);
  const older = await store.listMessagesBetween(scope.db, place, hiddenSeq, around + 1, below);
  return [...older, ...(limit > below ? await listAfter(around, limit - below) : [])];
}

export async function listMessageChanges(
  scope: ReadingScope,
  ctx: PersonContext,
  input: ParsedInput<typeof api.listMessageChanges>,
): Promise<RouteOutput<typeof api.listMessageChanges>> {
  const conversation = await scope.sights.require(ctx, input.conversationId);
  const place = { applicationId: ctx.applicationId, conversationId: conversation.id };
  const items = await scope.changes.ask({ ...place, since: input.since, limit: input.limit });
  const isComplete = items.length < input.limit;
  const lastChangeSeq = items.at(-1)?.changeSeq ?? 0;
  return {
    items: api.listSeen(items, conversation.hiddenSeq),
    changeSeq: isComplete ? Math.max(conversation.changeSeq, lastChangeSeq) : lastChangeSeq,
    isComplete,
  };
}

export async function getMessage(scope: Scope, ctx: PersonContext, input: ParsedInput<typeof api.getMessage>): Promise<api.Message> {
  const message = await store.findMessageById(scope.db, ctx.applicationId, input.messageId);
  if (!message) throw new AppError("not_found");
  const { hiddenSeq } = await requireConversation(askerOf(scope, ctx), message.conversationId, "see");
  const seen = api.toSeen(message, hiddenSeq);
  if (!seen) throw new AppError("not_found");
  return seen;
}

export async function listMessageVersions(
  scope: Scope,
  ctx: PersonContext,
  input: ParsedInput<typeof api.listMessageVersions>,
): Promise<RouteOutput<typeof api.listMessageVersions>> {
  const conversation = await requireConversation(askerOf(scope, ctx), input.conversationId, "see");
  const message = await requireMessage(scope.db, conversation, input.seq);
  const place = { applicationId: ctx.applicationId, conversationId: conversation.id };
  const versions = message.deletedAt === null ? await listVersions(scope.db, place, message.seq) : [];
  return { items: versions.map(({ text, writtenAt }) => ({ text, writtenAt: writtenAt.toISOString() })) };
}

const fileCursor = z.tuple([z.number().int(), z.number().int()]);

export async function listConversationFiles(
  scope: Scope,
  ctx: PersonContext,
  input: ParsedInput<typeof api.listConversationFiles>,
): Promise<Page<z.output<typeof ConversationFile>>> {
  const conversation = await requireConversation(askerOf(scope, ctx), input.conversationId, "see");
  const [seq, position] = parseCursor(fileCursor, input.cursor) ?? [];
  const below = seq === undefined || position === undefined ? undefined : { seq, position };
  const rows = await listAttachedFiles(scope.db, ctx.applicationId, conversation, below, input.limit);
  const attachments = await listAttachmentsById(
    scope.db,
    ctx.applicationId,
    rows.map((row) => row.fileId),
  );
  const items = rows.flatMap((row) => {
    const attachment = attachments.get(row.fileId);
    return attachment ? [{ attachment, authorId: row.authorId, seq: row.seq, createdAt: row.createdAt.toISOString() }] : [];
  });
  const last = rows.at(-1);
  return { items, next: last && rows.length === input.limit ? toCursor([last.seq, last.position]) : null };
}

const concerningCursor = z.tuple([z.iso.datetime(), z.uuid(), z.number().int()]);

export async function listConcerning(
  scope: Scope,
  ctx: PersonContext,
  input: ParsedInput<typeof api.listConcerning>,
): Promise<RouteOutput<typeof api.listConcerning>> {
  const person = askerOf(scope, ctx);
  const [createdAt, conversationId, seq] = parseCursor(concerningCursor, input.cursor) ?? [];
  const after = createdAt && conversationId && seq !== undefined ? { createdAt, conversationId, seq } : undefined;
  const rows = await listConcerningRows(scope.db, person, after, input.limit);
  const hiddenSeqOf = new Map(rows.map((row) => [row.conversationId, row.hiddenSeq]));
  const found = await store.listMessagesAt(scope.db, ctx.applicationId, rows);
  const messages = found.map((message) => must(api.toSeen(message, must(hiddenSeqOf.get(message.conversationId)))));
  const items = messages.map((message) => {
    const row = must(rows.find((candidate) => candidate.seq === message.seq && candidate.conversationId === message.conversationId));
    return { message, conversationTitle: row.title, isRead: row.isRead };
  });
  const last = rows.at(-1);
  const next = last && rows.length === input.limit ? toCursor([last.createdAt.toISOString(), last.conversationId, last.seq]) : null;
  return { items, next, unreadCount: await countUnreadConcerning(scope.db, person, maxUnreadConcerning) };
}
