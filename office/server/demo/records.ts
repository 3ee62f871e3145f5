import { permissions } from "@veche/office-domain/access";
import type { Permission } from "@veche/office-domain/access";
import { PersonInput } from "@veche/office-domain/directory";
import { must } from "@veche/kernel";
import type { Context } from "../context.ts";
import { hashPassword, insertDepartment, insertOrganisation, insertPerson, saveDepartment, toPersonRow } from "../directory/index.ts";
import { createDocument } from "../documents/index.ts";
import { insertFile } from "../files/index.ts";
import { bringRegistration } from "../registration/index.ts";
import type { OfficeIds } from "./naming.ts";
import type { DemoCompany, DemoDocument, DemoPerson } from "./types.ts";

/** Puts bytes into the office's store of files. @returns their name there */
export type PutBlob = (content: Uint8Array) => Promise<string>;

const kopecksPerRuble = 100;
/** Records clerks see every document. */
const clerksDepartment = "records";
/** Documents are made by their authors without a browser: there is no session behind them. */
const noSession = "";

function permissionsOf(person: DemoPerson): readonly Permission[] {
  if (person.isAdministrator) return permissions.filter((permission) => permission !== "documents.readAll");
  return person.departmentKey === clerksDepartment ? ["documents.create", "documents.readAll", "documents.register"] : ["documents.create"];
}

async function insertPeople(ctx: Context, company: DemoCompany, ids: OfficeIds, password: string): Promise<void> {
  const passwordHash = await hashPassword(password);
  for (const person of company.people) {
    const { key, lastName, firstName, patronymic, position, email, innerPhone, mobilePhone, city, responsibilities } = person;
    const input = PersonInput.parse({
      login: key,
      fullName: `${lastName} ${firstName} ${patronymic}`,
      position,
      departmentId: ids.departmentIdOf(person.departmentKey),
      email,
      innerPhone,
      mobilePhone,
      city,
      responsibilities,
      permissions: permissionsOf(person),
    });
    await insertPerson(ctx.db, { ...toPersonRow(ids.personIdOf(key), input), passwordHash, createdAt: ctx.now });
  }
}

/** Departments come without heads, then people, then the heads: each names the other. */
async function insertStaff(ctx: Context, company: DemoCompany, ids: OfficeIds, password: string): Promise<void> {
  const rows = company.departments.map(({ key, parentKey, name, headKey }) => ({
    id: ids.departmentIdOf(key),
    parentId: parentKey === null ? null : ids.departmentIdOf(parentKey),
    name,
    headId: ids.personIdOf(headKey),
  }));
  for (const row of rows) await insertDepartment(ctx.db, { ...row, headId: null });
  await insertPeople(ctx, company, ids, password);
  for (const row of rows) await saveDepartment(ctx.db, row);
}

async function insertDocumentFiles(
  ctx: Context,
  company: DemoCompany,
  document: DemoDocument,
  ids: OfficeIds,
  putBlob: PutBlob,
): Promise<void> {
  for (const fileKey of document.fileKeys) {
    const { name, mediaType, content } = must(company.files.find(({ key }) => key === fileKey));
    const bytes = content();
    const file = {
      id: ids.fileIdOf(document.key, fileKey),
      name,
      mediaType,
      sizeBytes: bytes.length,
      authorId: ids.personIdOf(document.authorKey),
    };
    await insertFile(ctx.db, { ...file, blob: await putBlob(bytes) }, document.createdAt);
  }
}

/** Each document is made by its author on its day, by the ordinary action. */
async function insertDocuments(ctx: Context, company: DemoCompany, ids: OfficeIds, putBlob: PutBlob): Promise<void> {
  const counterparties = new Map(company.counterparties.map(({ key, name }) => [key, name]));
  for (const document of company.documents) {
    await insertDocumentFiles(ctx, company, document, ids, putBlob);
    const { kind, number, title, text, documentOn, dueOn, amountRub, counterpartyKey } = document;
    const author = { personId: ids.personIdOf(document.authorKey), sessionId: noSession, permissions: ["documents.create"] as const };
    await createDocument(
      { ...ctx, now: document.createdAt, actor: author },
      {
        kind,
        number,
        title,
        text,
        state: document.state === "registered" ? "inWork" : document.state,
        documentOn,
        dueOn,
        id: ids.documentIdOf(document.key),
        counterparty: counterpartyKey === null ? "" : must(counterparties.get(counterpartyKey)),
        amountMinor: amountRub === null ? null : amountRub * kopecksPerRuble,
        responsibleId: ids.personIdOf(document.responsibleKey),
        participants: document.participants.map((participant) =>
          participant.kind === "person"
            ? { kind: "person", personId: ids.personIdOf(participant.key) }
            : { kind: "department", departmentId: ids.departmentIdOf(participant.key) },
        ),
        fileIds: document.fileKeys.map((fileKey) => ids.fileIdOf(document.key, fileKey)),
      },
    );
    if (isNumbered(document)) await registerDocument(ctx, company, document, ids);
  }
}

/** Offers and letters get their numbers before they go out; what is a draft or waits for approval has a number only in mind. */
function isNumbered({ kind, state, number }: DemoDocument): boolean {
  return number !== "" && state !== "draft" && (kind === "offer" || (state !== "onApproval" && state !== "onSigning"));
}

/** The head of the records department has written it into the journal on its day, under the number that it bears. */
async function registerDocument(ctx: Context, company: DemoCompany, document: DemoDocument, ids: OfficeIds): Promise<void> {
  const { key, kind, number, state, documentOn, createdAt } = document;
  const { headKey } = must(company.departments.find((department) => department.key === clerksDepartment));
  const clerk = { personId: ids.personIdOf(headKey), sessionId: noSession, permissions: ["documents.register"] as const };
  const sequence = Number(must(number.match(/\d+/g)?.at(-1)));
  const brought = { documentId: ids.documentIdOf(key), kind, number, sequence, registeredOn: documentOn, state };
  await bringRegistration({ ...ctx, now: createdAt, actor: clerk }, brought);
}

/**
 * Makes the organisation with its people and documents, in the transaction of `ctx`: all or nothing.
 * @returns false, and nothing is made, when there is an organisation already
 */
export async function insertRecords(
  ctx: Context,
  company: DemoCompany,
  ids: OfficeIds,
  options: { password: string; putBlob: PutBlob },
): Promise<boolean> {
  const organisation = { name: company.organization.shortName, language: "ru", isDemo: true, demoPassword: options.password } as const;
  if (!(await insertOrganisation(ctx.db, { ...organisation, state: "filling", progress: 0 }, ctx.now))) return false;
  await insertStaff(ctx, company, ids, options.password);
  await insertDocuments(ctx, company, ids, options.putBlob);
  await ctx.raise({ type: "people.changed", before: [] });
  return true;
}
