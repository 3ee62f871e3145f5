import type { ConversationId } from "@veche/collab-domain/conversations";
import type { UserId } from "@veche/collab-domain/directory";
import type { HasKind } from "@veche/collab-domain/search";

export const periods = ["today", "week", "month", "year"] as const;
export type Period = (typeof periods)[number];

/** Somebody or something chosen, with the name it was chosen by. */
export interface Chosen<Id> {
  readonly id: Id;
  readonly name: string;
}

/** What was chosen beside the words. */
export interface Filters {
  readonly from: Chosen<UserId> | null;
  readonly in: Chosen<ConversationId> | null;
  readonly has: HasKind | null;
  readonly when: Period | null;
  readonly isAboutMe: boolean;
}

export const noFilters: Filters = { from: null, in: null, has: null, when: null, isAboutMe: false };

export function hasFilters({ from, in: place, has, when, isAboutMe }: Filters): boolean {
  return isAboutMe || [from, place, has, when].some((filter) => filter !== null);
}

const days = { today: 0, week: 7, month: 30, year: 365 } as const;

/** @returns the midnight that a period begins at, where the person is */
export function startOf(period: Period, now: Date): Date {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() - days[period]);
}

/** @returns what the server is asked beside the words */
export function toInput(filters: Filters, now: Date) {
  return {
    ...(filters.from && { authorId: filters.from.id }),
    ...(filters.in && { conversationId: filters.in.id }),
    ...(filters.has && { has: filters.has }),
    ...(filters.when && { since: startOf(filters.when, now).toISOString() }),
    ...(filters.isAboutMe && { isAboutMe: true }),
  };
}
