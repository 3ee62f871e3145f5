import { randomInt } from "node:crypto";
import type { ApplicationClient } from "@veche/collab-sdk/application";
import { AppError, must } from "@veche/kernel";
import { documentPath } from "@veche/office-domain/documents";
import type { PersonId } from "@veche/office-domain/directory";
import type { DocumentId } from "@veche/office-domain/documents";
import type { Context } from "../context.ts";
import { findOrganisation, listHolders, updateFilling } from "../directory/index.ts";
import type { Organisation } from "../directory/index.ts";
import { demoCompany } from "./company.ts";
import { fillDiscussions } from "./discussions.ts";
import { instantOfId, nameOfficeThings } from "./naming.ts";
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
  connect: (administrator: { id: PersonId; email: string }) => Promise<{ serverUrl: string; application: ApplicationClient }>;
  /** Prepares the discussion of a document. @returns its key on the collaboration server */
  openDiscussion: (documentId: DocumentId) => Promise<string>;
};

/** Without letters and digits that look alike. */
const passwordAlphabet = "abcdefghjkmnpqrstuvwxyz23456789";
const passwordLength = 10;

function makePassword(): string {
  return Array.from({ length: passwordLength }, () => passwordAlphabet[randomInt(passwordAlphabet.length)]).join("");
}

/** The instant the company was made for: after an interruption it is read from the ids. */
async function findStart(ctx: Context, organisation: Organisation | undefined, now: Date): Promise<Date> {
  if (organisation === undefined) return now;
  if (!organisation.isDemo) throw new AppError("conflict", { reason: "already_set_up" });
  return instantOfId(must((await listHolders(ctx.db, "users.manage"))[0]).id);
}

async function beginFilling(doors: FillingDoors): Promise<{ startedAt: Date; isReady: boolean }> {
  const { startedAt, organisation } = await doors.transact(async (ctx) => {
    const found = await findOrganisation(ctx.db);
    return { organisation: found, startedAt: await findStart(ctx, found, doors.now()) };
  });
  if (organisation !== undefined) return { startedAt, isReady: organisation.state === "ready" };
  const ids = nameOfficeThings(doors.installationId, startedAt);
  const company = demoCompany(startedAt);
  const options = { password: makePassword(), putBlob: doors.putBlob };
  const isFirst = await doors.transact((ctx) => insertRecords(ctx, company, ids, options));
  if (!isFirst) throw new AppError("conflict", { reason: "already_set_up" });
  return { startedAt, isReady: false };
}

/** Chats of the company itself; those of documents are the office's. */
function chatKey(conversation: DemoConversation): string {
  return `demo:${conversation.key}`;
}

async function talk(startedAt: Date, doors: FillingDoors): Promise<void> {
  const ids = nameOfficeThings(doors.installationId, startedAt);
  const company = demoCompany(startedAt);
  const administrator = must(company.people.find(({ isAdministrator }) => isAdministrator));
  const connection = await doors.connect({ id: ids.personIdOf(administrator.key), email: administrator.email });
  const keys = new Map<string, string>();
  for (const { key, documentKey } of company.conversations) {
    if (documentKey !== null) keys.set(key, await doors.openDiscussion(ids.documentIdOf(documentKey)));
  }
  const discussionDoors = {
    ...connection,
    installationId: doors.installationId,
    personIdOf: ids.personIdOf,
    documentPathOf: (key: string) => documentPath(ids.documentIdOf(key)),
    keyOf: (conversation: DemoConversation) => keys.get(conversation.key) ?? chatKey(conversation),
  };
  await fillDiscussions(company, discussionDoors, async (progress) =>
    doors.transact(({ db }) => updateFilling(db, { state: "filling", progress })),
  );
}

/**
 * Makes the demo company in an installation without a company, or goes on where an earlier call was interrupted.
 * @throws AppError conflict (already_set_up) when there is another company
 */
export async function fillDemo(doors: FillingDoors): Promise<void> {
  const { startedAt, isReady } = await beginFilling(doors);
  if (isReady) return;
  await talk(startedAt, doors);
  await doors.transact(({ db }) => updateFilling(db, { state: "ready", progress: 1 }));
}
