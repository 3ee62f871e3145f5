import type { Context, InnerEvent } from "../context.ts";
import { listGainedDocuments, listLostDocuments } from "../access/index.ts";
import { listVisibleRows } from "./list-store.ts";

/** Who loses or gains more than this is not told one by one: he takes his lists anew. */
const mostTold = 200;

/** When rights of people change, their screens lose and gain exactly the documents that they lose and gain. */
export async function followRights(ctx: Context, event: InnerEvent): Promise<void> {
  if (event.type !== "people.changed") return;
  for (const before of event.before) {
    const audience = { personIds: [before.personId] };
    const lost = await listLostDocuments(ctx.db, before, mostTold + 1);
    const gained = await listGainedDocuments(ctx.db, before, mostTold + 1);
    if (lost.length + gained.length > mostTold) {
      ctx.emit({ type: "documents.changed" }, audience);
      continue;
    }
    for (const documentId of lost) ctx.emit({ type: "document.closed", documentId }, audience);
    for (const { version, ...document } of await listVisibleRows(ctx.db, gained, before.personId))
      ctx.emit({ type: "document.changed", document, version }, audience);
  }
}
