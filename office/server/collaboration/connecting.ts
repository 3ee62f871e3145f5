import { createKeyPair, parseServerAddress, registration } from "@veche/collab-sdk/application";
import type { RegistrationId } from "@veche/collab-domain/tenants";
import { AppError } from "@veche/kernel";
import { canDo } from "@veche/office-domain/access";
import { applyStep, settle } from "@veche/office-domain/collaboration";
import type { Connecting, Connection, ConnectingStep } from "@veche/office-domain/collaboration";
import type { Context, PersonStepContext } from "../context.ts";
import { countActivePeople, findOrganisation, listHolders } from "../directory/index.ts";
import type { Link } from "./link.ts";
import { mirrorJob } from "./link.ts";
import type { Mirror } from "./mirror.ts";
import * as store from "./store.ts";
import type { ConnectionRecord, PrivateKey } from "./store.ts";
import { viewConnection } from "./view.ts";

interface Request {
  readonly serverUrl: string | null;
  readonly email: string;
  readonly applicationName: string;
}

const fewestPeople = 2;

/** The steps of connecting this installation, by a person who may. */
export class ConnectingActions {
  readonly #link: Link;
  readonly #mirror: Mirror;

  constructor(link: Link, mirror: Mirror) {
    this.#link = link;
    this.#mirror = mirror;
  }

  async begin(ctx: PersonStepContext, input: Request): Promise<Connection> {
    await requireAdministrator(ctx);
    const request = { ...input, serverUrl: this.#toForeign(input.serverUrl) };
    const facts = await ctx.transact(async (tx) => {
      await this.#refuseParked(tx);
      const activeUserCount = await countActivePeople(tx.db);
      if (activeUserCount < fewestPeople) throw new AppError("too_few_users", { activeUserCount });
      const record = await this.#step(tx, { type: "begin", installationId: this.#installationId, nowMs: ctx.now.getTime() });
      return { activeUserCount, knownAs: record.knownAs, language: (await findOrganisation(tx.db))?.language ?? "ru" };
    });
    const { publicKey, privateKey } = await createKeyPair();
    try {
      const { id, ...code } = await registration.begin(this.#link.addressOf(request.serverUrl), {
        email: request.email,
        applicationName: request.applicationName,
        installationId: facts.knownAs ?? this.#installationId,
        applicationUrl: this.#link.options.publicUrl,
        publicKey,
        activeUserCount: facts.activeUserCount,
        language: facts.language,
      });
      await ctx.transact((tx) =>
        this.#step(tx, { type: "codeSent", code: { ...code, registrationId: id } }, { ...request, privateKey: privateKey }),
      );
    } catch (error) {
      await ctx.transact((tx) => this.#step(tx, { type: "serverFailed" }));
      throw error;
    }
    return this.#view(ctx);
  }

  /** People and departments are there before this answers; what fails of it is repeated by the job. */
  async confirm(ctx: PersonStepContext, input: { readonly code: string }): Promise<Connection> {
    await requireAdministrator(ctx);
    const { record, waiting } = await ctx.transact((tx) => this.#requireWaiting(tx));
    const application = await this.#trade(ctx, record, { ...waiting, code: input.code });
    await ctx.transact(async (tx) => {
      await this.#step(tx, { type: "confirmed", applicationId: application.id, at: application.registeredAt });
      await tx.addJob(mirrorJob);
    });
    this.#link.forget();
    await this.#mirror.reconcile().catch((error: unknown) => {
      if (!(error instanceof AppError)) throw error;
    });
    // only now: before, the server would know nobody who comes
    await ctx.transact(async (tx) => tx.emit({ type: "collaboration.changed" }, "everybody"));
    return this.#view(ctx);
  }

  async cancel(ctx: PersonStepContext): Promise<Connection> {
    await requireAdministrator(ctx);
    const record = await ctx.transact(async (tx) => {
      const before = await store.loadConnection(tx.db);
      await this.#step(tx, { type: "cancel" });
      return before;
    });
    const { connecting, privateKey } = record;
    if (connecting.phase === "waitingForCode" && privateKey !== null) {
      const sent = { id: connecting.code.registrationId as RegistrationId, privateKey };
      await registration.cancel(this.#link.addressOf(record.serverUrl), sent).catch(ignoreFailure);
    }
    return this.#view(ctx);
  }

  /** A server that has forgotten us is as good as one that agrees. */
  async disconnect(ctx: PersonStepContext): Promise<Connection> {
    await requireAdministrator(ctx);
    const link = await ctx.transact(({ db }) => this.#link.require(db)).catch(toConflict);
    await link.quick.disconnect({}).catch((error: unknown) => {
      if (!(error instanceof AppError) || error.code !== "unauthenticated") throw error;
    });
    await ctx.transact(async (tx) => {
      await this.#step(tx, { type: "disconnect" }, { privateKey: null, lastSyncedAt: null, userCount: null, groupCount: null });
      tx.emit({ type: "collaboration.changed" }, "everybody");
    });
    this.#link.forget();
    return this.#view(ctx);
  }

  async resolveCopy(ctx: PersonStepContext, { decision }: { readonly decision: "moved" | "copy" }): Promise<Connection> {
    await requireAdministrator(ctx);
    await ctx.transact(async (tx) => {
      const record = await store.loadConnection(tx.db);
      if (this.#link.stateOf(record, true) !== "parked") throw new AppError("conflict", { reason: "not_parked" });
      await this.#resolve(tx, record, decision);
      tx.emit({ type: "collaboration.changed" }, "everybody");
    });
    this.#link.forget();
    return this.#view(ctx);
  }

  async #resolve(tx: Context, record: ConnectionRecord, decision: "moved" | "copy"): Promise<void> {
    if (decision === "copy") {
      const forgotten = { serverUrl: null, email: null, applicationName: "", knownAs: null };
      await this.#step(tx, { type: "forget" }, { ...forgotten, privateKey: null, lastSyncedAt: null, userCount: null, groupCount: null });
      return;
    }
    const { connecting } = record;
    const knownAs = record.knownAs ?? (connecting.phase === "registered" ? connecting.installationId : null);
    await this.#step(tx, { type: "moved", installationId: this.#installationId }, { knownAs });
    await tx.addJob(mirrorJob);
  }

  get #installationId(): string {
    return this.#link.options.installationId;
  }

  /** @returns null for the installation's own server, however its address is written */
  #toForeign(serverUrl: string | null): string | null {
    if (serverUrl === null || serverUrl.trim() === "") return null;
    const origin = parseServerAddress(serverUrl);
    const { publicUrl, collabUrl } = this.#link.options;
    return origin === publicUrl || origin === collabUrl ? null : origin;
  }

  /** Locks, steps, saves. */
  async #step(tx: Context, step: ConnectingStep, change: Partial<ConnectionRecord> = {}): Promise<ConnectionRecord> {
    await store.lockConnection(tx.db);
    const before = await store.loadConnection(tx.db);
    const record = { ...before, ...change, connecting: applyStep(before.connecting, step) };
    await store.saveConnection(tx.db, record);
    return record;
  }

  async #refuseParked(tx: Context): Promise<void> {
    if (this.#link.stateOf(await store.loadConnection(tx.db), true) === "parked") throw new AppError("parked");
  }

  async #requireWaiting(tx: Context) {
    await this.#refuseParked(tx);
    const record = await store.loadConnection(tx.db);
    const at = { installationId: this.#installationId, nowMs: tx.now.getTime() };
    const settled: Connecting = settle(record.connecting, at);
    if (settled.phase !== "waitingForCode" || record.privateKey === null) {
      throw new AppError("conflict", { reason: "not_waiting_for_code" });
    }
    return { record, waiting: { id: settled.code.registrationId as RegistrationId, privateKey: record.privateKey } };
  }

  async #trade(
    ctx: PersonStepContext,
    record: ConnectionRecord,
    { code, ...sent }: { readonly id: RegistrationId; readonly privateKey: PrivateKey; readonly code: string },
  ) {
    try {
      return await registration.confirm(this.#link.addressOf(record.serverUrl), sent, code);
    } catch (error) {
      const attemptsLeft = error instanceof AppError && error.code === "code_wrong" ? error.details["attemptsLeft"] : undefined;
      if (typeof attemptsLeft === "number") await ctx.transact((tx) => this.#step(tx, { type: "codeRefused", attemptsLeft }));
      throw error;
    }
  }

  async #view(ctx: PersonStepContext): Promise<Connection> {
    return ctx.transact((tx) => viewConnection(this.#link, tx.db, tx.actor));
  }
}

/** @throws AppError administrator_required with the names of who may */
async function requireAdministrator(ctx: PersonStepContext): Promise<void> {
  if (canDo(ctx.actor, "services.connect")) return;
  const holders = await ctx.transact(({ db }) => listHolders(db, "services.connect"));
  throw new AppError("administrator_required", { permission: "services.connect", administrators: holders.map(({ fullName }) => fullName) });
}

function ignoreFailure(error: unknown): void {
  if (!(error instanceof AppError)) throw error;
}

function toConflict(error: unknown): never {
  if (error instanceof AppError) throw new AppError("conflict", { reason: error.code });
  throw error;
}
