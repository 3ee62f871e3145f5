import type { Message } from "@veche/collab-domain/messages";
import { Gathering } from "@veche/server/database";
import type { Db } from "../context.ts";
import { listChangesOfEach, type AskedChanges } from "./store.ts";

/** What changed in conversations; who asks the same at the same moment is answered by one reading. */
export function openMessageChanges(db: Db): Gathering<AskedChanges, readonly Message[]> {
  return new Gathering(async (askers) => {
    const answers = new Map<AskedChanges, readonly Message[]>();
    for (const [applicationId, group] of Map.groupBy(askers, (asker) => asker.applicationId)) {
      const same = [...Map.groupBy(group, ({ conversationId, since, limit }) => `${conversationId} ${since} ${limit}`).values()];
      const lists = await listChangesOfEach(
        db,
        applicationId,
        same.map(([first]) => first!),
      );
      for (const [index, alike] of same.entries()) for (const asker of alike) answers.set(asker, lists[index]!);
    }
    return askers.map((asker) => answers.get(asker)!);
  });
}
