import { idSchema, instantSchema, lineSchema } from "@veche/kernel";
import type { Id } from "@veche/kernel";
import * as z from "zod";
import { notificationLevels } from "../conversations/index.ts";

export type DeviceId = Id<"Device">;
export const deviceId = idSchema<"Device">();
export const maxDeviceCount = 20;

/** Where a browser receives, as it told when it subscribed. @see https://www.w3.org/TR/push-api/#pushsubscription-interface */
export const Subscription = z.object({
  endpoint: z.url({ protocol: /^https?$/ }).max(2000),
  /** base64url of an uncompressed point of P-256 */
  p256dh: z.string().regex(/^B[A-Za-z0-9_-]{86}$/),
  /** base64url of 16 bytes */
  auth: z.string().regex(/^[A-Za-z0-9_-]{22}$/),
});
export type Subscription = z.output<typeof Subscription>;

/** A browser that receives my notifications while no page is open. */
export const Device = z.object({
  id: deviceId,
  /** «Chrome, Android» */
  name: z.string(),
  /** tells the browser which of my devices it is itself: SHA-256 of the endpoint, base64url */
  endpointHash: z.string(),
  createdAt: instantSchema,
  /** when its push service took something last */
  lastSuccessAt: instantSchema.nullable(),
  /** why it failed last; null when it works */
  failure: z.object({ reason: z.string(), at: instantSchema, count: z.number().int() }).nullable(),
  /** notifications that wait for another attempt or for my working hours */
  waitingCount: z.number().int(),
});
export type Device = z.output<typeof Device>;
export const deviceName = lineSchema(100);

const minuteOfDay = z.number().int().min(0).max(1440);
/** When I may be disturbed, in my time zone. */
export const Schedule = z
  .object({
    /** 1 Monday … 7 Sunday */
    days: z.array(z.number().int().min(1).max(7)).min(1).max(7),
    fromMinute: minuteOfDay,
    toMinute: minuteOfDay,
  })
  .refine(({ fromMinute, toMinute }) => fromMinute < toMinute, { path: ["toMinute"] });
export type Schedule = z.output<typeof Schedule>;

const level = z.enum(notificationLevels);
/** What reaches my devices, by kind; where a conversation has a level of its own, the stricter counts. */
export const Levels = z.object({ personal: level, group: level, context: level, broadcast: level });
export type Levels = z.output<typeof Levels>;

export const digests = ["never", "hourly", "daily"] as const;

export const NotificationSettings = z.object({
  levels: Levels,
  /** null: at any time */
  schedule: Schedule.nullable(),
  /** a letter with what I missed */
  digest: z.enum(digests),
});
export type NotificationSettings = z.output<typeof NotificationSettings>;

export const defaultSettings: NotificationSettings = {
  levels: { personal: "all", group: "all", context: "all", broadcast: "all" },
  schedule: null,
  digest: "never",
};
