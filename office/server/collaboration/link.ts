import { openApplication } from "@veche/collab-sdk/application";
import type { ApplicationAccess, ApplicationClient } from "@veche/collab-sdk/application";
import { AppError } from "@veche/kernel";
import { decideState } from "@veche/office-domain/collaboration";
import type { Connection } from "@veche/office-domain/collaboration";
import type { Context, Db, Job } from "../context.ts";
import { CircuitBreaker, Turns } from "./breaker.ts";
import type { ConnectionRecord } from "./store.ts";
import { loadConnection } from "./store.ts";

/** A person waits for these calls. */
const shortTimeoutMs = 3_000;
/** Everybody of a large company takes a while. */
const longTimeoutMs = 60_000;

export interface LinkOptions {
  readonly installationId: string;
  /** where this installation's own collaboration server answers */
  readonly collabUrl: string;
  /** where people open the office */
  readonly publicUrl: string;
  readonly now: () => Date;
  transact<T>(run: (ctx: Context) => Promise<T>): Promise<T>;
}

/** The connected application, as long as this installation may speak for it. */
export interface OpenLink {
  readonly applicationId: string;
  readonly serverUrl: string;
  /** for calls a person waits for */
  readonly quick: ApplicationClient;
  /** for the whole mirror */
  readonly patient: ApplicationClient;
}

/** The way to the collaboration server that everything of the connector takes. */
export class Link {
  readonly options: LinkOptions;
  readonly breaker = new CircuitBreaker();
  readonly turns = new Turns();
  #open: OpenLink | null = null;

  constructor(options: LinkOptions) {
    this.options = options;
  }

  /** @returns origin of the server; an own one has the address that servers use */
  addressOf(serverUrl: string | null): string {
    return serverUrl ?? this.options.collabUrl;
  }

  stateOf(record: ConnectionRecord, mayConnect: boolean): Connection["state"] {
    const { installationId, now } = this.options;
    return decideState(record.connecting, { installationId, mayConnect, nowMs: now().getTime() });
  }

  /** @returns null when nothing is connected, or when this is a parked copy, which stays silent */
  async find(db: Db): Promise<OpenLink | null> {
    const record = await loadConnection(db);
    const isOpen = this.stateOf(record, true) === "registered";
    if (!isOpen || record.connecting.phase !== "registered" || record.privateKey === null) return null;
    return this.#reuse(record.connecting.applicationId, this.addressOf(record.serverUrl), record.privateKey);
  }

  /** @throws AppError not_registered, parked */
  async require(db: Db): Promise<OpenLink> {
    const link = await this.find(db);
    if (link) return link;
    throw new AppError(this.stateOf(await loadConnection(db), true) === "parked" ? "parked" : "not_registered");
  }

  #reuse(applicationId: string, serverUrl: string, privateKey: NonNullable<ConnectionRecord["privateKey"]>): OpenLink {
    if (this.#open?.applicationId === applicationId && this.#open.serverUrl === serverUrl) return this.#open;
    const access = { serverUrl, applicationId, privateKey } as unknown as ApplicationAccess;
    const quick = openApplication(access, { timeoutMs: shortTimeoutMs });
    const patient = openApplication(access, { timeoutMs: longTimeoutMs });
    return (this.#open = { applicationId, serverUrl, quick, patient });
  }

  /** After a new registration the key is another one. */
  forget(): void {
    this.#open = null;
  }
}

/** Makes the whole mirror equal to the office's own list of people. */
export const mirrorJob: Job = { name: "collaboration.mirror", payload: {}, key: "collaboration.mirror" };
