const hourMs = 3_600_000;

export const muteSpans = ["hour", "workday", "tomorrow", "forGood"] as const;
export type MuteSpan = (typeof muteSpans)[number];

/** What is set to mute a conversation: until an instant, or by its level when it is for good. */
export type MuteChange = { readonly mutedUntil: string } | { readonly notificationLevel: "none"; readonly mutedUntil: null };

/** @param now tomorrow is the next day of this device's zone, at nine */
export function toMuteChange(span: MuteSpan, now: Date): MuteChange {
  if (span === "forGood") return { notificationLevel: "none", mutedUntil: null };
  return { mutedUntil: findMuteEnd(span, now).toISOString() };
}

function findMuteEnd(span: Exclude<MuteSpan, "forGood">, now: Date): Date {
  if (span === "hour") return new Date(now.getTime() + hourMs);
  if (span === "workday") return new Date(now.getTime() + 8 * hourMs);
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1, 9);
}
