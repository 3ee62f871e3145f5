import { describe, expect, it } from "vitest";
import {
  computeDueAt,
  computeRetryDelayMs,
  decideNotification,
  defaultSettings,
  isDigestDue,
  mayBeSilent,
  type NotificationFacts,
} from "./index.ts";

const now = new Date("2026-11-24T09:00:00Z");
const facts = (changes: Partial<NotificationFacts> = {}): NotificationFacts => ({
  ...{ kind: "group", isMember: true, level: "all", levels: defaultSettings.levels, mutedUntil: null },
  ...{ isConcerned: false, isRead: false, isDoNotDisturb: false, isLookedAt: false },
  ...changes,
});
const strict = { ...defaultSettings.levels, group: "mentions" as const };

describe("a message notifies", () => {
  it.each([
    ["a member", {}, true],
    ["not who has read it", { isRead: true }, false],
    ["not who looks at the conversation", { isLookedAt: true }, false],
    ["not who is not to be disturbed, named or not", { isDoNotDisturb: true, isConcerned: true }, false],
    ["not while muted", { mutedUntil: new Date(now.getTime() + 1) }, false],
    ["after the mute has ended", { mutedUntil: now }, true],
    ["not below the level of the conversation", { level: "mentions" }, false],
    ["not below the level of the kind, which may be the stricter", { levels: strict }, false],
    ["whom it names", { level: "mentions", isConcerned: true }, true],
    ["nobody where the level is none", { level: "none", isConcerned: true }, false],
    ["who takes no part only by name", { isMember: false }, false],
    ["who is named and takes no part", { isMember: false, isConcerned: true }, true],
  ] as const)("%s", (_, changes, expected) => expect(decideNotification(facts(changes), now)).toBe(expected));
});

describe("a notification leaves", () => {
  const schedule = { days: [1, 2, 3, 4, 5], fromMinute: 9 * 60 + 10, toMinute: 18 * 60 };
  const dueAt = (at: string, timeZone: string, changes = {}) =>
    computeDueAt({ schedule, timeZone, isAtScreen: false, ...changes }, new Date(at)).toISOString();

  it.each([
    ["at once inside the hours", "2026-11-24T09:00:00.000Z", "Europe/Moscow", "2026-11-24T09:00:00.000Z"],
    ["when they begin, the same day", "2026-11-24T03:00:00.000Z", "Europe/Moscow", "2026-11-24T06:10:00.000Z"],
    ["the next day after their end", "2026-11-24T15:00:00.000Z", "Europe/Moscow", "2026-11-25T06:10:00.000Z"],
    ["on Monday after Friday", "2026-11-27T20:00:00.000Z", "Europe/Moscow", "2026-11-30T06:10:00.000Z"],
    ["where the person is", "2026-11-24T02:00:00.000Z", "Asia/Vladivostok", "2026-11-24T02:00:00.000Z"],
    ["over a change of the clock", "2026-03-28T20:00:00.000Z", "Europe/Berlin", "2026-03-30T07:10:00.000Z"],
    ["by UTC where the zone is unknown", "2026-11-24T09:11:00.000Z", "Nowhere/Land", "2026-11-24T09:11:00.000Z"],
  ])("%s", (_, at, timeZone, expected) => expect(dueAt(at, timeZone)).toBe(expected));

  it("ten seconds later for who sits at a screen", () =>
    expect(dueAt("2026-11-24T09:00:00.000Z", "Europe/Moscow", { isAtScreen: true, schedule: null })).toBe("2026-11-24T09:00:10.000Z"));
});

it("attempts become rarer, as the push service asks at least", () => {
  expect([1, 2, 3, 12].map((attempt) => computeRetryDelayMs(attempt, 0))).toEqual([15_000, 30_000, 60_000, 3_600_000]);
  expect(computeRetryDelayMs(1, 120_000)).toBe(120_000);
});

it("Safari gets nothing silent", () => {
  expect(mayBeSilent("https://web.push.apple.com/abc")).toBe(false);
  expect(mayBeSilent("https://fcm.googleapis.com/fcm/send/abc")).toBe(true);
});

it.each([
  ["never", null, "2026-11-24T09:00:00Z", false],
  ["hourly", null, "2026-11-24T09:00:00Z", true],
  ["hourly", "2026-11-24T08:30:00Z", "2026-11-24T09:00:00Z", false],
  ["daily", null, "2026-11-24T05:30:00Z", false],
  ["daily", "2026-11-23T06:05:00Z", "2026-11-24T06:00:00Z", true],
  ["daily", "2026-11-24T06:05:00Z", "2026-11-24T18:00:00Z", false],
] as const)("a digest %s, sent %s, at %s is due: %s", (digest, sentAt, at, expected) => {
  expect(isDigestDue(digest, "Europe/Moscow", sentAt && new Date(sentAt), new Date(at))).toBe(expected);
});
