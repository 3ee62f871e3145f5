import type { Attachment } from "@veche/collab-domain/files";
import * as api from "@veche/collab-domain/messages";
import { AppError, type ParsedInput } from "@veche/kernel";
import type { PersonContext } from "../context.ts";
import { claimFiles, unclaimFiles } from "../files/index.ts";
import { filterAttachedFileIds, filterSeenFileIds } from "./concerning-store.ts";
import { toPrincipalIds } from "./door-store.ts";
import type { Scope } from "./scope.ts";
import type { Draft } from "./writer.ts";

/**
 * Answers after the message is on disk; the same id again answers with the first result.
 * @throws AppError not_found when the conversation or a file does not exist for the person; too_large; invalid
 */
export async function postMessage(scope: Scope, ctx: PersonContext, input: ParsedInput<typeof api.postMessage>): Promise<api.Message> {
  const text = api.cleanText(input.text);
  api.checkText(text, input.fileIds.length);
  const draft = await prepareDraft(ctx, { ...input, text, replyToSeq: input.replyToSeq ?? null, forwardedFrom: null });
  return writeDraft(scope, ctx, draft);
}

type Written = Pick<Draft, "conversationId" | "id" | "text" | "replyToSeq" | "fileIds" | "forwardedFrom">;

/**
 * What a person wants to write, its files held for it.
 * @param written its text clean and checked
 * @throws AppError not_found (fileId) when a file does not exist for the person
 */
export async function prepareDraft(ctx: PersonContext, written: Written): Promise<Draft> {
  const { applicationId, userId: authorId } = ctx;
  const { conversationId, id, text, replyToSeq, forwardedFrom } = written;
  const fileIds = [...new Set(written.fileIds)];
  const attachments = fileIds.length === 0 ? [] : await claimAttachments(ctx, fileIds);
  const mentions = api.computeMentions({ text, forwardedFrom });
  const principalIds = toPrincipalIds(mentions, conversationId);
  return { applicationId, conversationId, id, authorId, text, replyToSeq, forwardedFrom, fileIds, principalIds, mentions, attachments };
}

/** Answers after the commit. @throws AppError not_found when the person does not see the conversation; invalid; unavailable */
export function writeDraft(scope: Scope, ctx: PersonContext, draft: Draft): Promise<api.Message> {
  const posted = scope.writer.post(draft);
  return draft.fileIds.length === 0 ? posted : posted.catch((error: unknown) => releaseAttachments(ctx, draft.fileIds, error));
}

/** Whoever sees a file may attach it: what he uploaded and did not use yet, and what hangs where he may look. */
function claimAttachments(ctx: PersonContext, fileIds: readonly string[]): Promise<readonly Attachment[]> {
  return ctx.transact(async (tx) => {
    const seenIds = await filterSeenFileIds(tx.db, tx, fileIds);
    const seen = await claimFiles(tx.db, tx.applicationId, [...seenIds], null, tx.now);
    const attachedIds = await filterAttachedFileIds(tx.db, tx.applicationId, fileIds);
    const unusedIds = fileIds.filter((fileId) => !attachedIds.has(fileId));
    const own = await claimFiles(tx.db, tx.applicationId, unusedIds, tx.userId, tx.now);
    return fileIds.map((fileId) => {
      const attachment = seen.get(fileId) ?? own.get(fileId);
      if (!attachment) throw new AppError("not_found", { fileId });
      return attachment;
    });
  });
}

/** A refused message lets its files go, unless they hang elsewhere; when the outcome is not known they stay claimed. */
async function releaseAttachments(ctx: PersonContext, fileIds: readonly string[], error: unknown): Promise<never> {
  if (error instanceof AppError && error.code !== "unavailable") {
    await ctx.transact(async (tx) => {
      const attached = await filterAttachedFileIds(tx.db, tx.applicationId, fileIds);
      await unclaimFiles(
        tx.db,
        tx.applicationId,
        fileIds.filter((fileId) => !attached.has(fileId)),
      );
    });
  }
  throw error;
}
