import { dateSchema, idSchema, instantSchema, lineSchema } from "@veche/kernel";
import type { Id } from "@veche/kernel";
import * as z from "zod";
import { departmentId, personId } from "../directory/index.ts";
import { fileId, RecordFile } from "../files/index.ts";

export type DocumentId = Id<"Document">;
export const documentId = idSchema<"Document">();

/** Document kinds with ready Russian texts; their names stand in the catalogues of the interface. */
export const documentKinds = [
  "incomingLetter",
  "outgoingLetter",
  "memo",
  "order",
  "contract",
  "offer",
  "invoice",
  "act",
  "powerOfAttorney",
  "minutes",
] as const;
export const DocumentKind = z.enum(documentKinds);
export type DocumentKind = z.output<typeof DocumentKind>;

export const documentStates = ["draft", "inWork", "onApproval", "onSigning", "registered", "completed", "cancelled"] as const;
export const DocumentState = z.enum(documentStates);
export type DocumentState = z.output<typeof DocumentState>;

/** Who may see a document beside its author and its responsible person. A department counts with everything below it. */
export const Participant = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("person"), personId }),
  z.object({ kind: z.literal("department"), departmentId }),
]);
export type Participant = z.output<typeof Participant>;

export const DocumentRow = z.object({
  id: documentId,
  kind: DocumentKind,
  title: z.string(),
  /** empty until registered */
  number: z.string(),
  documentOn: dateSchema.nullable(),
  state: DocumentState,
  counterparty: z.string(),
  /** kopecks; null: no sum */
  amountMinor: z.number().int().nullable(),
  responsibleId: personId,
  authorId: personId,
  dueOn: dateSchema.nullable(),
  fileCount: z.number().int(),
  createdAt: instantSchema,
  updatedAt: instantSchema,
});
export type DocumentRow = z.output<typeof DocumentRow>;

export const HistoryEntry = z.object({
  at: instantSchema,
  personId,
  type: z.enum([
    "created",
    "changed",
    "participantsChanged",
    "fileAdded",
    "fileRemoved",
    "registered",
    "registrationVoided",
    "linkAdded",
    "linkRemoved",
  ]),
  /** names of changed fields, of the file; the number; or how a document is linked and its title */
  subjects: z.array(z.string()),
});

export const Document = DocumentRow.extend({
  /** Markdown */
  text: z.string(),
  participants: z.array(Participant),
  files: z.array(RecordFile),
  /** counts up at each change; sent back on change so that nobody overwrites unseen work */
  version: z.number().int(),
  /** its kind, number and date stay as they were registered */
  isRegistered: z.boolean(),
  can: z.object({ edit: z.boolean(), share: z.boolean(), delete: z.boolean(), register: z.boolean() }),
});
export type Document = z.output<typeof Document>;

const documentFields = {
  kind: DocumentKind,
  title: lineSchema(300),
  number: z.string().trim().max(60),
  documentOn: dateSchema.nullable(),
  state: DocumentState,
  counterparty: z.string().trim().max(300),
  amountMinor: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER).nullable(),
  responsibleId: personId,
  dueOn: dateSchema.nullable(),
  text: z.string().max(200_000),
};
/** Fields a person fills. */
export const DocumentInput = z.object({
  ...documentFields,
  number: documentFields.number.default(""),
  documentOn: documentFields.documentOn.default(null),
  state: documentFields.state.default("draft"),
  counterparty: documentFields.counterparty.default(""),
  amountMinor: documentFields.amountMinor.default(null),
  dueOn: documentFields.dueOn.default(null),
  text: documentFields.text.default(""),
  participants: z.array(Participant).max(500).default([]),
  fileIds: z.array(fileId).max(100).default([]),
});
export type DocumentInput = z.output<typeof DocumentInput>;
/** Only the fields that change: what is left out keeps its value. */
export const DocumentChange = z.object(documentFields).partial();
export type DocumentChange = z.output<typeof DocumentChange>;

export type LinkId = Id<"DocumentLink">;
export const linkId = idSchema<"DocumentLink">();
/** So many links may a document have, from both ends. */
export const maxLinkCount = 500;

/** What a document is to another one, as it was said. */
export const linkTypes = ["inReplyTo", "basis", "supersedes", "appendix"] as const;
export const LinkType = z.enum(linkTypes);
export type LinkType = z.output<typeof LinkType>;

/** The same, as the other document sees it. */
export const relations = [...linkTypes, "answeredBy", "basisOf", "supersededBy", "hasAppendix"] as const;
export const Relation = z.enum(relations);
export type Relation = z.output<typeof Relation>;

/** A link as one of its two documents shows it. */
export const DocumentLink = z.object({ id: linkId, relation: Relation, document: DocumentRow });
export type DocumentLink = z.output<typeof DocumentLink>;

/** A document's path in the office: the link that chats carry. */
export function documentPath(id: DocumentId): string {
  return `/documents/${id}`;
}
