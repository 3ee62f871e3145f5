import {
  maxDeviceCount,
  type Device,
  type DeviceId,
  type getNotifications as getRoute,
  type NotificationSettings,
  type registerDevice as registerRoute,
  type removeDevice as removeRoute,
  type setPolicy as policyRoute,
  type setSettings as settingsRoute,
  type testDevice as testRoute,
} from "@veche/collab-domain/notifications";
import { AppError, must, newId, type ParsedInput, type RouteOutput } from "@veche/kernel";
import { consume } from "@veche/server/rate-limit";
import { createHash } from "node:crypto";
import type { PersonContext, ReaderContext, TenantContext, UserContext } from "../context.ts";
import * as store from "./device-store.ts";
import { findAddressee } from "./digest-store.ts";
import type { PartsOfActions } from "./index.ts";
import { sendContent } from "./sending.ts";

export async function getNotifications(parts: PartsOfActions, ctx: ReaderContext): Promise<RouteOutput<typeof getRoute>> {
  const [settings, devices, policy, addressee] = await Promise.all([
    store.findSettings(ctx.db, ctx),
    store.listDevices(ctx.db, ctx),
    store.findPolicy(ctx.db, ctx.applicationId),
    findAddressee(ctx.db, ctx),
  ]);
  return {
    settings,
    devices: devices.map(toDevice),
    publicKey: parts.keys.publicKey,
    email: addressee.email,
    isContentFree: policy.isContentFree,
  };
}

function toDevice({
  id,
  name,
  endpoint,
  createdAt,
  lastSuccessAt,
  failedAt,
  failureReason,
  failureCount,
  waitingCount,
}: store.DeviceRow): Device {
  return {
    id,
    name,
    endpointHash: createHash("sha256").update(endpoint).digest("base64url"),
    createdAt: createdAt.toISOString(),
    lastSuccessAt: lastSuccessAt?.toISOString() ?? null,
    failure: failedAt && { reason: failureReason ?? "", at: failedAt.toISOString(), count: failureCount },
    waitingCount,
  };
}

export async function setSettings(ctx: UserContext, input: ParsedInput<typeof settingsRoute>): Promise<NotificationSettings> {
  const before = await store.findSettings(ctx.db, ctx);
  const settings: NotificationSettings = {
    levels: input.levels ?? before.levels,
    schedule: input.schedule === undefined ? before.schedule : input.schedule,
    digest: input.digest ?? before.digest,
  };
  await store.saveSettings(ctx.db, ctx, settings, ctx.now);
  return settings;
}

/** Who has an endpoint and its keys has the browser: it is his now. */
export async function registerDevice(parts: PartsOfActions, ctx: UserContext, input: ParsedInput<typeof registerRoute>): Promise<Device> {
  if (!parts.isPrivateAllowed && !input.endpoint.startsWith("https:")) throw new AppError("invalid", { field: "endpoint" });
  const known = await store.lockEndpoint(ctx.db, ctx.applicationId, input.endpoint);
  if (known && (known.p256dh !== input.p256dh || known.auth !== input.auth)) throw new AppError("conflict", { reason: "keys" });
  if (known?.userId === ctx.userId) {
    await store.renewDevice(ctx.db, ctx.applicationId, known.id, input.name, ctx.now);
    return requireDevice(ctx, known.id);
  }
  if (known) await store.deleteDevice(ctx.db, ctx.applicationId, known.id);
  const devices = await store.listDevices(ctx.db, ctx);
  if (devices.length >= maxDeviceCount) throw new AppError("too_large", { limit: maxDeviceCount, unit: "devices" });
  const id = newId<"Device">(ctx.now.getTime());
  await store.insertDevice(ctx.db, ctx, { ...input, id }, ctx.now);
  ctx.afterCommit(() => parts.handleRegistered(ctx.applicationId));
  return requireDevice(ctx, id);
}

/** @throws AppError not_found for a device of somebody else */
async function requireDevice(ctx: UserContext, id: DeviceId): Promise<Device> {
  return toDevice(must(await store.findDevice(ctx.db, ctx, id)));
}

export async function removeDevice(ctx: UserContext, { deviceId }: ParsedInput<typeof removeRoute>): Promise<Record<string, never>> {
  if (!(await store.findDevice(ctx.db, ctx, deviceId))) throw new AppError("not_found");
  await store.deleteDevice(ctx.db, ctx.applicationId, deviceId);
  return {};
}

const testLimit = { limit: 10, windowMs: 60_000 };

/** @throws AppError not_found for a device of somebody else */
export async function testDevice(
  parts: PartsOfActions,
  ctx: PersonContext,
  { deviceId }: ParsedInput<typeof testRoute>,
): Promise<RouteOutput<typeof testRoute>> {
  const { applicationId } = ctx;
  const device = await store.findDevice(parts.db, ctx, deviceId);
  if (!device) throw new AppError("not_found");
  await consume(parts.db, "collab", `notifications.test ${applicationId} ${ctx.userId}`, testLimit, ctx.now);
  const { language } = await findAddressee(parts.db, ctx);
  const outcome = await sendContent(parts, device, { type: "test", language });
  const reason = "reason" in outcome ? outcome.reason : null;
  if (outcome.type === "gone") await store.deleteDevice(parts.db, applicationId, deviceId);
  else if (reason === null) await store.noteDeviceSuccess(parts.db, applicationId, deviceId, ctx.now);
  else await store.noteDeviceFailure(parts.db, applicationId, deviceId, reason, ctx.now);
  return { outcome: outcome.type, reason };
}

export async function setPolicy(ctx: TenantContext, policy: ParsedInput<typeof policyRoute>): Promise<Record<string, never>> {
  await store.savePolicy(ctx.db, ctx.applicationId, policy);
  return {};
}
