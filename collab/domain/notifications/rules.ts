import type { ConversationKind, MyState } from "../conversations/index.ts";
import type * as z from "zod";
import type { Levels, NotificationSettings, Schedule } from "./types.ts";

type Level = z.output<typeof MyState>["notificationLevel"];

/** What is known of a message and of somebody who sees it. */
export interface NotificationFacts {
  readonly kind: ConversationKind;
  readonly isMember: boolean;
  /** of the conversation */
  readonly level: Level;
  readonly levels: Levels;
  readonly mutedUntil: Date | null;
  /** it names him, a group of his or everybody, or answers him */
  readonly isConcerned: boolean;
  readonly isRead: boolean;
  readonly isDoNotDisturb: boolean;
  /** the conversation is open on a device that is being used */
  readonly isLookedAt: boolean;
}

const strictness: readonly Level[] = ["none", "mentions", "all"];

/** The stricter of the conversation's own level and what the person set for its kind. */
export function computeLevel(own: Level, levels: Levels, kind: ConversationKind): Level {
  return strictness[Math.min(strictness.indexOf(own), strictness.indexOf(levels[kind]))]!;
}

/** Whether a message calls for a person who is not its author. Who takes no part is called only by his name. */
export function decideNotification(facts: NotificationFacts, now: Date): boolean {
  if (facts.isRead || facts.isDoNotDisturb || facts.isLookedAt) return false;
  if (facts.mutedUntil !== null && facts.mutedUntil > now) return false;
  const level = computeLevel(facts.level, facts.levels, facts.kind);
  if (level === "none") return false;
  return facts.isConcerned || (level === "all" && facts.isMember);
}

/** Whoever sits at a screen gets a moment to read before the phone buzzes. */
const screenHeadStartMs = 10_000;

/** When a notification leaves: at once, after the head start of a screen that is being used, or when the working hours begin. */
export function computeDueAt(
  person: { readonly schedule: Schedule | null; readonly timeZone: string; readonly isAtScreen: boolean },
  now: Date,
): Date {
  const opensAt = person.schedule ? findOpening(person.schedule, person.timeZone, now) : now;
  return new Date(Math.max(opensAt.getTime(), now.getTime() + (person.isAtScreen ? screenHeadStartMs : 0)));
}

const minuteMs = 60_000;
const quarterMs = 15 * minuteMs;
const weekQuarterCount = 7 * 24 * 4;

/** @returns now inside the hours, else their next beginning, exact to the minute where clocks change by quarters of an hour */
function findOpening(schedule: Schedule, timeZone: string, now: Date): Date {
  if (isInside(schedule, timeZone, now)) return now;
  const firstQuarterMs = Math.floor(now.getTime() / quarterMs) * quarterMs;
  for (let index = 1; index <= weekQuarterCount; index += 1) {
    const at = new Date(firstQuarterMs + index * quarterMs);
    if (isInside(schedule, timeZone, at)) return findFirstMinute(schedule, timeZone, at);
  }
  return now;
}

function findFirstMinute(schedule: Schedule, timeZone: string, inside: Date): Date {
  for (let minutes = 14; minutes > 0; minutes -= 1) {
    const at = new Date(inside.getTime() - minutes * minuteMs);
    if (isInside(schedule, timeZone, at)) return at;
  }
  return inside;
}

function isInside({ days, fromMinute, toMinute }: Schedule, timeZone: string, at: Date): boolean {
  const { day, minute } = toLocal(timeZone, at);
  return days.includes(day) && minute >= fromMinute && minute < toMinute;
}

const weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const clocks = new Map<string, Intl.DateTimeFormat>();

/** @returns day 1 Monday … 7 Sunday, minute of the day; a zone that nobody knows counts as UTC */
export function toLocal(timeZone: string, at: Date): { readonly day: number; readonly minute: number } {
  const parts = Object.fromEntries(
    clockOf(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  return { day: weekdays.indexOf(parts["weekday"] ?? "") + 1, minute: Number(parts["hour"]) * 60 + Number(parts["minute"]) };
}

function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone);
  if (known) return known;
  const form = { weekday: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
  const isKnown = Intl.supportedValuesOf("timeZone").includes(timeZone);
  const clock = new Intl.DateTimeFormat("en-US", { ...form, timeZone: isKnown ? timeZone : "UTC" });
  clocks.set(timeZone, clock);
  return clock;
}

const retryFirstMs = 15_000;
const retryLongestMs = 3_600_000;
export const maxAttemptCount = 12;

/** @param attempt from 1 @returns growing from a quarter of a minute to an hour, never before the push service allows */
export function computeRetryDelayMs(attempt: number, askedMs: number): number {
  return Math.max(askedMs, Math.min(retryLongestMs, retryFirstMs * 2 ** (attempt - 1)));
}

/**
 * Whether a browser may get a message that shows nothing. Safari takes the permission back when it gets some of them.
 * @see https://developer.apple.com/documentation/usernotifications/sending-web-push-notifications-in-web-apps-and-browsers
 */
export function mayBeSilent(endpoint: string): boolean {
  return !new URL(endpoint).hostname.endsWith(".push.apple.com");
}

const hourMs = 3_600_000;
const dailyAtMinute = 9 * 60;

/** Hourly: an hour after the last one. Daily: from nine in the morning where the person is. */
export function isDigestDue(digest: NotificationSettings["digest"], timeZone: string, sentAt: Date | null, now: Date): boolean {
  if (digest === "never") return false;
  const agoMs = sentAt === null ? Infinity : now.getTime() - sentAt.getTime();
  if (digest === "hourly") return agoMs >= hourMs;
  const { minute } = toLocal(timeZone, now);
  return minute >= dailyAtMinute && agoMs > (minute - dailyAtMinute + 1) * minuteMs;
}
