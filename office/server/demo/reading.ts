import { randomFor } from "./random.ts";
import { muted, pinned } from "./texts/conversations.ts";
import type { DemoConversation, DemoKey, DemoMessage, DemoPreference, DemoReadMark } from "./types.ts";

/** How many of the newest messages wait for the person the pictures show; he has read the rest. */
const unreadOfOrlov: Readonly<Record<DemoKey, number>> = {
  sales: 2,
  "doc:kp-0417": 3,
  "orlov+savelyeva": 1,
  "project-kola": 4,
  "doc:contract-118p": 0,
};
/** Who looks into chats twice a day, and who lives in them. */
const shareOfLateReaders = 0.3;
const maxUnread = 6;

function unreadOf(conversation: DemoConversation, personKey: DemoKey): number {
  if (personKey === "orlov") return unreadOfOrlov[conversation.key] ?? 0;
  const random = randomFor(`reads ${conversation.key} ${personKey}`);
  return random.chance(shareOfLateReaders) ? random.between(1, maxUnread) : 0;
}

/** Up to where each member has read. Whoever wrote a message has read everything before it. */
export function placeReadMarks(conversation: DemoConversation, messages: readonly DemoMessage[]): readonly DemoReadMark[] {
  return conversation.memberKeys.flatMap((personKey) => {
    const lastOwn = messages.findLastIndex(({ authorKey }) => authorKey === personKey);
    const index = Math.max(lastOwn, messages.length - 1 - unreadOf(conversation, personKey));
    const message = messages[index];
    return message ? [{ conversationKey: conversation.key, personKey, messageKey: message.key }] : [];
  });
}

/** What people pinned and silenced. */
export function listPreferences(): readonly DemoPreference[] {
  const pins = Object.entries(pinned).flatMap(([personKey, keys]) =>
    // The last pinned stands on top.
    keys.toReversed().map((conversationKey) => ({ personKey, conversationKey, isPinned: true, notificationLevel: "all" as const })),
  );
  const silent = muted.map(([personKey, conversationKey]) => ({
    personKey,
    conversationKey,
    isPinned: false,
    notificationLevel: "none" as const,
  }));
  return [...pins, ...silent];
}
