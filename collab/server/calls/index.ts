import * as api from "@veche/collab-domain/calls";
import type { CallId } from "@veche/collab-domain/calls";
import type { ApplicationId } from "@veche/collab-domain/tenants";
import { Backlog } from "@veche/server/jobs";
import type { FastifyInstance } from "fastify";
import { bindPerson, bindReader, bindUser, type Binding } from "../binding.ts";
import type { Db, TenantContext } from "../context.ts";
import * as actions from "./actions.ts";
import { LiveKitMedia, type LiveKitSettings } from "./livekit-media.ts";
import { OwnMedia, type OwnMediaSettings } from "./own-media.ts";
import type { Scope } from "./saving.ts";
import { lookIntoRoom, settleCall } from "./settling.ts";
import { listOpenCalls, type CallPlace } from "./store.ts";

export { watchSockets } from "./rights.ts";
export type { CallPlace } from "./store.ts";
export type { OwnMediaSettings } from "./own-media.ts";

/** What carries sound and picture: a LiveKit where one is named, else our own server. */
export interface MediaSettings extends OwnMediaSettings {
  readonly livekit: LiveKitSettings | undefined;
}

/** For this machine only. */
export const localMediaSettings: MediaSettings = {
  host: "127.0.0.1",
  udpPort: 0,
  announcedAddresses: ["127.0.0.1"],
  httpPort: undefined,
  iceServers: [],
  livekit: undefined,
};

export interface CallsOptions {
  /** outside of transactions */
  readonly db: Db;
  readonly settings: MediaSettings;
  /** signs tokens for our own media server; the same after a restart, so that calls go on */
  readonly secret: string;
  tenant(applicationId: ApplicationId, run: (ctx: TenantContext) => Promise<void>): Promise<void>;
  scheduleSettling: Scope["scheduleSettling"];
  /** what failed and is tried again */
  handleFault(error: unknown): void;
}

export interface Calls {
  readonly bindings: readonly Binding[];
  mount(fastify: FastifyInstance): void;
  /** Looks at a call anew. */
  settle(place: CallPlace): Promise<void>;
  /** Looks at all calls that go on: at the start, now and then, and at once when somebody may have lost a right. */
  sweep(): Promise<void>;
  stop(): Promise<void>;
}

const settleGatherMs = 50;
const settledAtOnceCount = 20;

/** Calls of conversations; sound and picture go their own way. */
export function openCalls(options: CallsOptions): Calls {
  const { db, settings, handleFault } = options;
  const note = (id: CallId): void => backlog.note(id);
  const own = settings.livekit ? null : new OwnMedia({ settings, apiSecret: options.secret, handleMoved: note, handleFault });
  const media = own ?? new LiveKitMedia(settings.livekit!);
  const scope: Scope = { media, scheduleSettling: options.scheduleSettling, handleFault };
  const settle = async ({ applicationId, id }: CallPlace): Promise<void> => {
    const present = await lookIntoRoom(scope, id);
    await options.tenant(applicationId, (ctx) => settleCall(scope, ctx, id, present));
  };
  const settleSome = async (ids: ReadonlySet<CallId> | null): Promise<void> => {
    for (const place of await listOpenCalls(db, ids)) await settle(place).catch(handleFault);
  };
  const backlog = new Backlog<CallId>((id) => id, {
    maxCount: settledAtOnceCount,
    gatherMs: settleGatherMs,
    run: async (ids) => {
      await settleSome(new Set(ids));
      return [];
    },
    handleFault,
  });
  return {
    bindings: buildBindings(scope),
    mount: (fastify) => own?.mount(fastify),
    settle,
    sweep: () => settleSome(null),
    stop: async () => {
      await backlog.stop();
      await own?.stop();
    },
  };
}

const buildBindings = (scope: Scope): readonly Binding[] => [
  bindReader(api.listCalls, actions.listCalls),
  bindUser(api.startCall, (ctx, input) => actions.startCall(scope, ctx, input)),
  bindUser(api.joinCall, (ctx, input) => actions.joinCall(scope, ctx, input)),
  bindUser(api.declineCall, (ctx, input) => actions.declineCall(scope, ctx, input)),
  bindUser(api.leaveCall, (ctx, input) => actions.leaveCall(scope, ctx, input)),
  bindUser(api.endCall, (ctx, input) => actions.endCall(scope, ctx, input)),
  bindUser(api.removeFromCall, (ctx, input) => actions.removeFromCall(scope, ctx, input)),
  bindPerson(api.muteInCall, (ctx, input) => actions.muteInCall(scope, ctx, input)),
];
