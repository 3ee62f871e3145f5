import { canDo } from "../access/index.ts";
import type { PermissionHolder } from "../access/index.ts";
import type { PersonId } from "../directory/index.ts";
import type { Document } from "./types.ts";

type DocumentFacts = Pick<Document, "authorId" | "responsibleId" | "state" | "isRegistered">;

/**
 * What a person who sees a document may do with it: its author and its responsible person work with it, the records clerk registers it,
 * the others read. What was registered is never removed.
 */
export function decideAbilities(actor: PermissionHolder & { readonly personId: PersonId }, document: DocumentFacts): Document["can"] {
  const isAuthor = document.authorId === actor.personId;
  const worksWithIt = isAuthor || document.responsibleId === actor.personId;
  return {
    edit: worksWithIt,
    share: worksWithIt,
    delete: isAuthor && document.state === "draft" && !document.isRegistered,
    register: canDo(actor, "documents.register") && document.state !== "cancelled" && !document.isRegistered,
  };
}
