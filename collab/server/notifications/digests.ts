import { toPreviewText } from "@veche/collab-domain/messages";
import { decideNotification, isDigestDue } from "@veche/collab-domain/notifications";
import type { Db } from "../context.ts";
import * as store from "./digest-store.ts";
import { writeDigest, type DigestConversation } from "./letter.ts";
import type { NotificationParts } from "./parts.ts";
import { toUnsubscribeUrl } from "./unsubscribing.ts";

const dayMs = 24 * 3_600_000;
const shownMessageCount = 5;
/** a message is seen by others this much after its time at the latest: none falls between two letters */
const lateMs = 10_000;

/** Writes to everybody whose letter is due what he missed since the last one. Rights count as they are now. */
export async function sendDigests(parts: NotificationParts): Promise<void> {
  for (const subscriber of await store.listSubscribers(parts.db)) {
    try {
      if (isDigestDue(subscriber.digest, subscriber.timeZone, subscriber.sentAt, parts.now()))
        await parts.transact((db) => sendDigest(parts, db, subscriber));
    } catch (error) {
      // who cannot be written to now keeps nobody else from his letter, and gets his at the next turn
      parts.handleFault(error);
    }
  }
}

/** The letter and that it was written are saved together: twice is once. */
async function sendDigest(parts: NotificationParts, db: Db, subscriber: store.Subscriber): Promise<void> {
  const now = parts.now();
  const state = await store.lockDigest(db, subscriber);
  if (!state?.email || !isDigestDue(state.digest, subscriber.timeZone, state.sentAt, now)) return;
  const sinceMs = state.sentAt?.getTime() ?? now.getTime() - dayMs;
  const missed = await store.listMissed(db, subscriber, new Date(sinceMs - lateMs), new Date(now.getTime() - lateMs));
  const { levels } = subscriber;
  const facts = { levels, isRead: false, isDoNotDisturb: false, isLookedAt: false };
  const calling = missed.filter((message) => decideNotification({ ...message, ...facts }, now));
  await store.saveDigestSent(db, subscriber, now);
  if (calling.length === 0) return;
  const linkOf = (conversationId: string): string | null =>
    state.conversationPath && new URL(state.conversationPath.replace(":conversationId", conversationId), state.applicationUrl).href;
  const letter = writeDigest({
    ...{ to: state.email, language: state.language, application: state.applicationName, isContentFree: state.isContentFree },
    applicationUrl: state.applicationUrl,
    messageCount: calling.length,
    conversations: groupByConversation(calling, linkOf),
    unsubscribeUrl: toUnsubscribeUrl(parts, subscriber),
  });
  await parts.sendLetter(db, letter);
}

/** Those with the newest messages first; of each the newest messages, oldest first. */
function groupByConversation(
  messages: readonly store.MissedMessage[],
  linkOf: (conversationId: string) => string | null,
): readonly DigestConversation[] {
  const groups = Map.groupBy(messages, ({ conversationId }) => conversationId);
  return [...groups].map(([conversationId, group]) => ({
    title: group[0]!.title || group[0]!.authorName,
    url: linkOf(conversationId),
    messageCount: group.length,
    messages: group
      .slice(0, shownMessageCount)
      .toReversed()
      .map(({ authorName, text }) => ({ author: authorName, text: toPreviewText(text) })),
  }));
}
