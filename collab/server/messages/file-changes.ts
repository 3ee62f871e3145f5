import type { TenantContext } from "../context.ts";
import { listAudience, takeChangeNumber } from "../conversations/index.ts";
import { addressEvent } from "./audience.ts";
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
    if (!message) continue;
    const audience = await listAudience(db, { applicationId, id: conversationId });
    for (const { event, userIds } of addressEvent({ type: "message.changed", message }, audience)) ctx.emit(event, { userIds });
  }
}
