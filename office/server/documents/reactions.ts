import type { Context, InnerEvent } from "../context.ts";
import { listGainedDocuments, listLostDocuments } from "../access/index.ts";
import * as store from "./store.ts";
import { listVisibleRows } from "./list-store.ts";

/** More than a screen shows; who gains more takes the list anew. */
const mostGained = 200;

/** When rights of people change, their screens lose and gain exactly the documents that they lose and gain. */
export async function followRights(ctx: Context, event: InnerEvent): Promise<void> {
  if (event.type !== "people.changed") return;
  for (const before of event.before) {
    const audience = { personIds: [before.personId] };
    for (const documentId of await listLostDocuments(ctx.db, before)) ctx.emit({ type: "document.closed", documentId }, audience);
    const gained = await listGainedDocuments(ctx.db, before, mostGained);
    for (const document of await listVisibleRows(ctx.db, gained, before.personId)) {
      const version = (await store.findDocument(ctx.db, document.id))?.version;
      if (version !== undefined) ctx.emit({ type: "document.changed", document, version }, audience);
    }
  }
}
