import { AppError } from "@veche/kernel";
import { departmentKey } from "@veche/office-domain/collaboration";
import { documentPath } from "@veche/office-domain/documents";
import type { DocumentId } from "@veche/office-domain/documents";
import { listPrincipals } from "../access/index.ts";
import type { Principals } from "../access/index.ts";
import type { AudienceState, Job } from "../context.ts";
import { findDocument } from "../documents/index.ts";
import type { StoredDocument } from "../documents/index.ts";
import type { Link, OpenLink } from "./link.ts";
import { roleKey } from "./mirror.ts";
import { findDiscussion, upsertDiscussion } from "./store.ts";
import type { Discussion } from "./store.ts";

const longestTitle = 200;
/** The call that a person waits for is made first; the job makes sure. */
const jobDelayMs = 2_000;

export function discussionKey(id: DocumentId): string {
  return `document:${id}`;
}

/** Repeats what a change of a document has to say on the collaboration server. */
export function followJob(documentId: DocumentId, now: Date): Job {
  const runAt = new Date(now.getTime() + jobDelayMs);
  return { name: "collaboration.followDocument", payload: { documentId }, key: `collaboration.followDocument:${documentId}`, runAt };
}

interface Shown {
  readonly document: StoredDocument;
  readonly principals: Principals;
}

/** The discussions of documents: prepared when first looked at, and from then on following title and rights. */
export class Discussions {
  readonly #link: Link;

  constructor(link: Link) {
    this.#link = link;
  }

  /** @throws AppError not_registered, parked, server_unreachable */
  async open(documentId: DocumentId): Promise<Discussion> {
    const { transact } = this.#link.options;
    const { link, known } = await transact(async ({ db }) => {
      const found = await this.#link.require(db);
      return { link: found, known: await findDiscussion(db, documentId, found.applicationId) };
    });
    return known ?? this.#link.breaker.run(() => this.#link.turns.take(documentId, () => this.#put(link, documentId)));
  }

  /** Never throws for a failing server: pending is repeated by the job that the change has queued. */
  async follow(documentId: DocumentId): Promise<AudienceState> {
    const link = await this.#link.options.transact(({ db }) => this.#link.find(db));
    if (link === null) return "notConnected";
    try {
      await this.#link.breaker.run(() => this.sync(documentId));
      return "applied";
    } catch (error) {
      if (error instanceof AppError) return "pending";
      throw error;
    }
  }

  /** Makes a discussion that was prepared before equal to its document. @throws AppError when the server fails */
  async sync(documentId: DocumentId): Promise<void> {
    await this.#link.turns.take(documentId, () => this.#sync(documentId));
  }

  async #sync(documentId: DocumentId): Promise<void> {
    const { transact } = this.#link.options;
    const { link, isPrepared, isThere } = await transact(async ({ db }) => {
      const found = await this.#link.find(db);
      return {
        link: found,
        isPrepared: found !== null && (await findDiscussion(db, documentId, found.applicationId)) !== undefined,
        isThere: (await findDocument(db, documentId)) !== undefined,
      };
    });
    if (link === null || !isPrepared) return;
    if (isThere) await this.#put(link, documentId);
    else await link.quick.removeContext({ key: discussionKey(documentId) });
  }

  /** The audience is what the one rights function says, in people, departments and roles. */
  async #put(link: OpenLink, documentId: DocumentId): Promise<Discussion> {
    const { transact, now } = this.#link.options;
    const shown = await transact(async ({ db }) => ({
      document: await findDocument(db, documentId),
      principals: await listPrincipals(db, documentId),
    }));
    if (shown.document === undefined) throw new AppError("not_found");
    const { conversationId } = await link.quick.putContext(toContext({ document: shown.document, principals: shown.principals }));
    const openedAt = now();
    await transact(({ db }) => upsertDiscussion(db, { documentId, applicationId: link.applicationId, conversationId, openedAt }));
    return { conversationId, openedAt };
  }
}

function toContext({ document, principals }: Shown): Parameters<OpenLink["quick"]["putContext"]>[0] {
  const title = document.number === "" ? document.title : `${document.number} · ${document.title}`;
  return {
    key: discussionKey(document.id),
    title: title.slice(0, longestTitle).toWellFormed().trim(),
    context: { url: documentPath(document.id), kind: document.kind, subtitle: document.counterparty },
    audience: {
      userExternalIds: [...principals.personIds],
      groupExternalIds: [...principals.departmentIds.map(departmentKey), ...principals.permissions.map(roleKey)],
    },
    memberExternalIds: [...new Set([document.authorId, document.responsibleId])],
  };
}
