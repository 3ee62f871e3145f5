import { randomInt } from "node:crypto";
import type { ApplicationClient } from "@veche/collab-sdk/application";
import { AppError, must } from "@veche/kernel";
import { departmentKey, everybodyKey } from "@veche/office-domain/collaboration";
import { createDemo, describeDemo } from "@veche/office-domain/directory";
import type { PersonId } from "@veche/office-domain/directory";
import { documentPath } from "@veche/office-domain/documents";
import type { DocumentId } from "@veche/office-domain/documents";
import { bindPublic } from "../binding.ts";
import type { Binding } from "../binding.ts";
import type { Context } from "../context.ts";
import { findOrganisation, listHolders, updateFilling } from "../directory/index.ts";
import { demoCompany } from "./company.ts";
import { describeCompany } from "./description.ts";
import { fillDiscussions } from "./discussions.ts";
import { instantOfId, nameOfficeThings } from "./naming.ts";
import type { OfficeIds } from "./naming.ts";
import { insertRecords } from "./records.ts";
import type { PutBlob } from "./records.ts";
import type { DemoConversation } from "./types.ts";

/** What the demo company is put into. */
export type FillingDoors = {
  installationId: string;
  now: () => Date;
  /** Runs in one transaction of the office. */
  transact: <T>(run: (ctx: Context) => Promise<T>) => Promise<T>;
  putBlob: PutBlob;
  /**
   * Registers with this installation's own collaboration server as that administrator would, or gives the connection that is there; people and
   * departments are mirrored when it answers.
   */
  connect: (administratorId: PersonId) => Promise<{ serverUrl: string; application: ApplicationClient }>;
  /** Prepares the discussion of a document. @returns its key on the collaboration server */
  openDiscussion: (documentId: DocumentId) => Promise<string>;
};

const fillingJob = "demo.fill";

/** Without letters and digits that look alike. */
const passwordAlphabet = "abcdefghjkmnpqrstuvwxyz23456789";
const passwordLength = 10;

function makePassword(): string {
  return Array.from({ length: passwordLength }, () => passwordAlphabet[randomInt(passwordAlphabet.length)]).join("");
}

/** @returns false, and nothing is made, when there is a company already */
async function beginFilling(doors: FillingDoors): Promise<boolean> {
  const startedAt = doors.now();
  const ids = nameOfficeThings(doors.installationId, startedAt);
  const company = demoCompany(startedAt);
  const options = { password: makePassword(), putBlob: doors.putBlob };
  return doors.transact(async (ctx) => {
    if ((await findOrganisation(ctx.db)) !== undefined) return false;
    const isFirst = await insertRecords(ctx, company, ids, options);
    if (isFirst) await ctx.addJob({ name: fillingJob, payload: {}, key: fillingJob });
    return isFirst;
  });
}

/** @returns the instant the unfinished demo company was made for, read from the ids of its people; undefined when there is none */
async function findFilling(doors: FillingDoors): Promise<Date | undefined> {
  return doors.transact(async ({ db }) => {
    const organisation = await findOrganisation(db);
    if (!organisation?.isDemo || organisation.state === "ready") return undefined;
    return instantOfId(must((await listHolders(db, "users.manage"))[0]).id);
  });
}

/** The office keeps the chats of the company and its departments under keys of its own. */
function chatKey(conversation: DemoConversation, ids: OfficeIds): string {
  if (conversation.kind === "broadcast") return everybodyKey;
  return conversation.departmentKey === null ? `demo:${conversation.key}` : departmentKey(ids.departmentIdOf(conversation.departmentKey));
}

async function talk(startedAt: Date, doors: FillingDoors): Promise<void> {
  const ids = nameOfficeThings(doors.installationId, startedAt);
  const company = demoCompany(startedAt);
  const administrator = must(company.people.find(({ isAdministrator }) => isAdministrator));
  const connection = await doors.connect(ids.personIdOf(administrator.key));
  const keys = new Map<string, string>();
  const talked = new Set(company.messages.map(({ conversationKey }) => conversationKey));
  for (const { key, documentKey } of company.conversations) {
    if (documentKey !== null && talked.has(key)) keys.set(key, await doors.openDiscussion(ids.documentIdOf(documentKey)));
  }
  const discussionDoors = {
    ...connection,
    installationId: doors.installationId,
    personIdOf: ids.personIdOf,
    documentPathOf: (key: string) => documentPath(ids.documentIdOf(key)),
    keyOf: (conversation: DemoConversation) => keys.get(conversation.key) ?? chatKey(conversation, ids),
  };
  await fillDiscussions(company, discussionDoors, async (progress) =>
    doors.transact(({ db }) => updateFilling(db, { state: "filling", progress })),
  );
}

/** The demo company of one installation. */
export type Demo = {
  /** `setup.createDemo`, `setup.describeDemo` */
  bindings: readonly Binding[];
  /** Handlers of the office's job queue: what goes on after an interruption. */
  jobs: Readonly<Record<string, () => Promise<void>>>;
  /** Makes the demo company where there is no company yet, and waits for it; an unfinished one is finished, another company is left alone. */
  fill: () => Promise<void>;
  /** Finishes what a killed process left unfinished; nothing otherwise. Needs a listening collaboration server. */
  resume: () => Promise<void>;
};

/** @param doors what it is put into; used only when the demo company is wanted */
export function openDemo(doors: FillingDoors): Demo {
  let running: Promise<void> | undefined;
  const finish = async (): Promise<void> => {
    const started = await findFilling(doors);
    if (started === undefined) return;
    await talk(started, doors);
    await doors.transact(({ db }) => updateFilling(db, { state: "ready", progress: 1 }));
  };
  let description: ReturnType<typeof describeCompany> | undefined;
  const finishOnce = (): Promise<void> => (running ??= finish().finally(() => (running = undefined)));
  return {
    bindings: [
      bindPublic(createDemo, async () => {
        if (!(await beginFilling(doors))) throw new AppError("conflict", { reason: "already_set_up" });
        return {};
      }),
      bindPublic(describeDemo, async () => (description ??= describeCompany(demoCompany(doors.now())))),
    ],
    jobs: { [fillingJob]: finishOnce },
    // Its job may begin before the server listens, and would then be tried again later.
    resume: finishOnce,
    fill: async () => {
      await beginFilling(doors);
      await finishOnce();
    },
  };
}
