import { route } from "@veche/kernel";
import * as z from "zod";
import { Device, deviceId, deviceName, NotificationSettings, Subscription } from "./types.ts";

const here = "/api/collab/notifications";

export const getNotifications = route({
  name: "notifications.get",
  method: "GET",
  path: here,
  input: z.object({}),
  output: z.object({
    settings: NotificationSettings,
    /** newest first */
    devices: z.array(Device),
    /** what a browser wants to know of the sender before it subscribes. @see RFC 8292 §4.1 */
    publicKey: z.string(),
    /** where letters go; null: none is known, and no digest comes */
    email: z.string().nullable(),
    /** the organisation lets nothing of a message out of the house */
    isContentFree: z.boolean(),
  }),
  summary: "My settings and devices.",
});

export const setSettings = route({
  name: "notifications.setSettings",
  method: "PATCH",
  path: here,
  input: z.object({
    levels: NotificationSettings.shape.levels.optional(),
    schedule: NotificationSettings.shape.schedule.optional(),
    digest: NotificationSettings.shape.digest.optional(),
  }),
  output: NotificationSettings,
  summary: "Changes what is given.",
});

export const registerDevice = route({
  name: "notifications.registerDevice",
  method: "PUT",
  path: `${here}/devices`,
  input: z.object({ ...Subscription.shape, name: deviceName }),
  output: Device,
  errors: ["forbidden", "too_large", "conflict"],
  summary: "This browser receives my notifications from now on, and those of nobody else. Repeating it renews the name.",
});

export const removeDevice = route({
  name: "notifications.removeDevice",
  method: "DELETE",
  path: `${here}/devices/:deviceId`,
  input: z.object({ deviceId }),
  output: z.object({}),
  summary: "The device receives nothing more.",
});

export const testDevice = route({
  name: "notifications.testDevice",
  method: "POST",
  path: `${here}/devices/:deviceId/test`,
  input: z.object({ deviceId }),
  output: z.object({
    /** accepted: the push service has it · gone: the device receives no more and is removed */
    outcome: z.enum(["accepted", "gone", "refused", "later"]),
    /** a stable word, for refused and later */
    reason: z.string().nullable(),
  }),
  errors: ["too_many_requests"],
  summary: "Sends a test notification and answers what became of it.",
});

export const setPolicy = route({
  name: "notifications.setPolicy",
  method: "PUT",
  path: `${here}/policy`,
  actor: "application",
  input: z.object({
    /** true: notifications and letters say that something came, never who, where and what */
    isContentFree: z.boolean(),
    /** path in the application that opens a conversation, with `:conversationId`; letters link to it */
    conversationPath: z.string().max(200).startsWith("/").includes(":conversationId"),
  }),
  output: z.object({}),
  summary: "How the application's notifications leave the house.",
});

export const notificationRoutes = [getNotifications, setSettings, registerDevice, removeDevice, testDevice, setPolicy];
