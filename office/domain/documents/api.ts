import { instantSchema, pageInput, pageSchema, route } from "@veche/kernel";
import * as z from "zod";
import { departmentId, personId } from "../directory/index.ts";
import { fileId } from "../files/index.ts";
import {
  Document,
  DocumentChange,
  documentId,
  DocumentInput,
  DocumentKind,
  DocumentLink,
  DocumentRow,
  DocumentState,
  HistoryEntry,
  linkId,
  Participant,
  Relation,
} from "./types.ts";

const here = "/api/office/documents";
const one = `${here}/:documentId`;

/** Whether the discussion's audience already follows: `pending` is repeated until the collaboration server answers. */
export const AudienceState = z.enum(["applied", "pending", "notConnected"]);

export const listDocuments = route({
  name: "documents.list",
  method: "GET",
  path: here,
  input: z.object({
    /** words of title, number, counterparty or text: Russian and English forms, prefixes, wrong layout */
    query: z.string().max(200).optional(),
    kind: DocumentKind.optional(),
    state: DocumentState.optional(),
    responsibleId: personId.optional(),
    departmentId: departmentId.optional(),
    /** mine: I am author or responsible */
    scope: z.enum(["all", "mine"]).default("all"),
    sort: z.enum(["updatedAt", "documentOn", "title", "number", "dueOn"]).default("updatedAt"),
    direction: z.enum(["asc", "desc"]).default("desc"),
    ...pageInput,
  }),
  output: pageSchema(DocumentRow).extend({ total: z.number().int() }),
  summary: "Documents I may see.",
});

export const getDocument = route({
  name: "documents.get",
  method: "GET",
  path: one,
  input: z.object({ documentId }),
  output: Document,
  summary: "One card.",
});

export const createDocument = route({
  name: "documents.create",
  method: "POST",
  path: here,
  input: DocumentInput.extend({ /** made by the client: repeating makes no second one */ id: documentId }),
  output: Document,
  errors: ["forbidden", "conflict"],
  summary: "A new document; I am its author. `conflict {reason: notRegistered}` for that state: a register gives it.",
});

export const updateDocument = route({
  name: "documents.update",
  method: "PATCH",
  path: one,
  input: DocumentChange.extend({ documentId, version: z.number().int() }),
  output: Document,
  errors: ["forbidden", "conflict"],
  summary:
    "Changes fields. `conflict {reason: version}` when somebody was faster, `registered {fields}` for what a registration fixed, `notRegistered` for that state without a number.",
});

export const setParticipants = route({
  name: "documents.setParticipants",
  method: "PUT",
  path: `${one}/participants`,
  input: z.object({ documentId, participants: z.array(Participant).max(500) }),
  output: z.object({ document: Document, audience: AudienceState }),
  errors: ["forbidden"],
  summary: "Who may see it and its discussion; in force when this answers, or `pending`.",
});

export const addFiles = route({
  name: "documents.addFiles",
  method: "POST",
  path: `${one}/files`,
  input: z.object({ documentId, fileIds: z.array(fileId).min(1).max(100) }),
  output: Document,
  errors: ["forbidden"],
  summary: "Hangs uploaded files on it.",
});

export const removeFile = route({
  name: "documents.removeFile",
  method: "DELETE",
  path: `${one}/files/:fileId`,
  input: z.object({ documentId, fileId }),
  output: Document,
  errors: ["forbidden"],
  summary: "Takes a file off.",
});

export const deleteDocument = route({
  name: "documents.delete",
  method: "DELETE",
  path: one,
  input: z.object({ documentId }),
  output: z.object({}),
  errors: ["forbidden"],
  summary: "Removes a draft of mine; `documents.restore` brings it back.",
});

export const restoreDocument = route({
  name: "documents.restore",
  method: "POST",
  path: `${one}/restore`,
  input: z.object({ documentId }),
  output: Document,
  summary: "Undoes the removal.",
});

export const listHistory = route({
  name: "documents.listHistory",
  method: "GET",
  path: `${one}/history`,
  input: z.object({ documentId, ...pageInput }),
  output: pageSchema(HistoryEntry),
  summary: "Who did what, newest first.",
});

export const getCards = route({
  name: "documents.getCards",
  method: "POST",
  path: `${here}/cards`,
  input: z.object({ documentIds: z.array(documentId).max(100) }),
  output: z.object({ items: z.array(DocumentRow) }),
  summary: "Small cards for links in chats: those I may see; the others are left out.",
});

export const listViewers = route({
  name: "documents.listViewers",
  method: "GET",
  path: `${one}/viewers`,
  input: z.object({ documentId, ...pageInput }),
  output: pageSchema(
    z.object({
      personId,
      /** why he sees it */
      reason: z.enum(["author", "responsible", "participant", "department", "readAll"]),
      departmentId: departmentId.nullable(),
    }),
  ),
  summary: "Who sees it and why.",
});

export const openDiscussion = route({
  name: "documents.openDiscussion",
  method: "POST",
  path: `${one}/discussion`,
  input: z.object({ documentId }),
  output: z.object({ conversationId: z.uuid(), openedAt: instantSchema }),
  errors: ["not_registered", "parked", "server_unreachable"],
  summary: "The document's conversation: it exists for every document and is prepared when first looked at.",
});

export const listLinks = route({
  name: "documents.listLinks",
  method: "GET",
  path: `${one}/links`,
  input: z.object({ documentId }),
  output: z.object({ items: z.array(DocumentLink) }),
  summary: "Documents linked with it, whichever of the two said so; those I may not see are left out.",
});

export const addLink = route({
  name: "documents.addLink",
  method: "POST",
  path: `${one}/links`,
  input: z.object({
    documentId,
    /** made by the client: repeating makes no second one */ id: linkId,
    relation: Relation,
    otherId: documentId,
  }),
  output: z.object({ items: z.array(DocumentLink) }),
  errors: ["forbidden", "conflict", "too_large"],
  summary: "Says what the document is to another one that I see, or that one to it. `conflict {reason}`: linked, opposite.",
});

export const removeLink = route({
  name: "documents.removeLink",
  method: "DELETE",
  path: `${one}/links/:linkId`,
  input: z.object({ documentId, linkId }),
  output: z.object({ items: z.array(DocumentLink) }),
  errors: ["forbidden"],
  summary: "Takes a link away, from either end.",
});

export const documentRoutes = [
  listDocuments,
  getDocument,
  createDocument,
  updateDocument,
  setParticipants,
  addFiles,
  removeFile,
  deleteDocument,
  restoreDocument,
  listHistory,
  getCards,
  listViewers,
  openDiscussion,
  listLinks,
  addLink,
  removeLink,
];
