import type { Document } from "./types.ts";
import type { PersonId } from "../directory/index.ts";

type DocumentFacts = Pick<Document, "authorId" | "responsibleId" | "state">;

/** What a person who sees a document may do with it: its author and its responsible person work with it, the others read. */
export function decideAbilities(personId: PersonId, document: DocumentFacts): Document["can"] {
  const isAuthor = document.authorId === personId;
  const worksWithIt = isAuthor || document.responsibleId === personId;
  return { edit: worksWithIt, share: worksWithIt, delete: isAuthor && document.state === "draft" };
}
