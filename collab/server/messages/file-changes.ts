import type { TenantContext } from "../context.ts";
import { listAudienceUserIds, takeChangeNumber } from "../conversations/index.ts";
import { touchMessage } from "./change-store.ts";
import { listMessagesOfFile } from "./concerning-store.ts";
import { findMessage } from "./store.ts";

/** A file got its small picture: the messages it hangs on have changed. Harmless to repeat. */
export async function announceFileChange(ctx: TenantContext, fileId: string): Promise<void> {
  const { db, applicationId } = ctx;
  for (const { conversationId, seq } of await listMessagesOfFile(db, applicationId, fileId)) {
    const { changeSeq } = await takeChangeNumber(db, applicationId, conversationId);
    await touchMessage(db, { applicationId, conversationId }, seq, changeSeq);
    const message = await findMessage(db, { applicationId, conversationId }, seq);
    const userIds = await listAudienceUserIds(db, { applicationId, id: conversationId });
    if (message) ctx.emit({ type: "message.changed", message }, { userIds });
  }
}
