import type { ConversationId } from "@veche/collab-domain/conversations";
import type { UserId } from "@veche/collab-domain/directory";
import type { Message } from "@veche/collab-domain/messages";
import * as api from "@veche/collab-domain/notifications";
import type { ApplicationId } from "@veche/collab-domain/tenants";
import type { FastifyInstance } from "fastify";
import { bindApplication, bindPerson, bindReader, bindUser, type Binding } from "../binding.ts";
import * as actions from "./actions.ts";
import { measureDeliveries, wantReadWithdrawn, wantRenewed, type DeliveryState } from "./delivery-store.ts";
import { deleteDeadDevices } from "./device-store.ts";
import { sendDigests } from "./digests.ts";
import { Notifier } from "./notifier.ts";
import type { NotificationParts } from "./parts.ts";
import { sendDue } from "./sending.ts";
import { mountUnsubscribing } from "./unsubscribing.ts";

export type { NotificationParts } from "./parts.ts";
export type { DeliveryState } from "./delivery-store.ts";

export interface PartsOfActions extends NotificationParts {
  handleRegistered(applicationId: ApplicationId): void;
}

export interface Notifications {
  readonly bindings: readonly Binding[];
  /** A message was posted: whom it calls is decided a moment later. Cheap, for the hot path. */
  notePosted(applicationId: ApplicationId, message: Message): void;
  /** A message has changed: devices that show it follow. */
  noteChanged(applicationId: ApplicationId, message: Message): Promise<void>;
  /** Somebody has read up to a message: his devices take back what they show. */
  noteRead(mark: ReadMark): Promise<void>;
  /** Finds what was not decided, after a crash for example. */
  sweep(): Promise<void>;
  /** Hands over what is due to the push services. */
  sendDue(): Promise<void>;
  /** Writes letters with what was missed. */
  sendDigests(): Promise<void>;
  /** Forgets devices that are dead. */
  clean(): Promise<void>;
  measure(): Promise<DeliveryState>;
  /** Serves the page that ends letters. */
  mount(fastify: FastifyInstance): Promise<void>;
  stop(): Promise<void>;
}

interface ReadMark {
  readonly applicationId: ApplicationId;
  readonly conversationId: ConversationId;
  readonly userId: UserId;
  readonly readSeq: number;
}

const dayMs = 24 * 3_600_000;
const silentMs = 90 * dayMs;
const failingMs = 14 * dayMs;

/** Notifications outside of the open page: to browsers by Web Push, by letters. */
export function openNotifications(parts: NotificationParts): Notifications {
  const notifier = new Notifier(parts);
  const ago = (ms: number): Date => new Date(parts.now().getTime() - ms);
  const wake = async (count: number): Promise<void> => {
    if (count > 0) await parts.scheduleSending(parts.db, parts.now());
  };
  return {
    bindings: buildBindings({ ...parts, handleRegistered: (applicationId) => notifier.addApplication(applicationId) }),
    notePosted: (applicationId, { conversationId }) => notifier.note({ applicationId, conversationId }),
    noteChanged: async (applicationId, { conversationId, seq }) => {
      if (!notifier.concerns(applicationId)) return;
      await wake(await wantRenewed(parts.db, { applicationId, conversationId }, seq, parts.now()));
    },
    noteRead: async ({ conversationId, readSeq, ...person }) => {
      if (!notifier.concerns(person.applicationId)) return;
      await wake(await wantReadWithdrawn(parts.db, person, conversationId, readSeq, parts.now()));
    },
    sweep: () => notifier.sweep(),
    sendDue: () => sendDue(parts),
    sendDigests: () => sendDigests(parts),
    clean: async () => void (await deleteDeadDevices(parts.db, ago(silentMs), ago(failingMs))),
    measure: () => measureDeliveries(parts.db, parts.now(), ago(dayMs)),
    mount: (fastify) => mountUnsubscribing(fastify, parts),
    stop: () => notifier.stop(),
  };
}

function buildBindings(parts: PartsOfActions): readonly Binding[] {
  return [
    bindReader(api.getNotifications, (ctx) => actions.getNotifications(parts, ctx)),
    bindUser(api.setSettings, actions.setSettings),
    bindUser(api.registerDevice, (ctx, input) => actions.registerDevice(parts, ctx, input)),
    bindUser(api.removeDevice, actions.removeDevice),
    bindPerson(api.testDevice, (ctx, input) => actions.testDevice(parts, ctx, input)),
    bindApplication(api.setPolicy, actions.setPolicy),
  ];
}
