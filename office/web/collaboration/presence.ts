import { listUsers } from "@veche/collab-domain/directory";
import type { UserId } from "@veche/collab-domain/directory";
import type { Presence } from "@veche/collab-domain/presence";
import type { Collab } from "@veche/collab-sdk/browser";
import { useQuery } from "@tanstack/react-query";
import type { PersonId } from "@veche/office-domain/directory";
import { useMemo } from "react";
import { useCollab } from "./collab.tsx";
import { useReadable } from "./readable.ts";

const pageSize = 200;
const longestListPages = 10;

async function readUserIds(collab: Collab): Promise<ReadonlyMap<string, UserId>> {
  const ids = new Map<string, UserId>();
  let cursor: string | undefined;
  for (let page = 0; page < longestListPages; page += 1) {
    const answer = await collab.call(listUsers, { limit: pageSize, ...(cursor === undefined ? {} : { cursor }) });
    for (const user of answer.items) ids.set(user.externalId, user.id);
    if (answer.next === null) break;
    cursor = answer.next;
  }
  return ids;
}

/** What people of the office are called on the collaboration server; empty while not connected. */
function useUserIds(): ReadonlyMap<string, UserId> | undefined {
  const collab = useCollab();
  return useQuery({
    queryKey: ["collaboration.userIds"],
    queryFn: () => readUserIds(collab!),
    enabled: collab !== null,
    staleTime: 300_000,
  }).data;
}

/** A person's presence; undefined while discussions are not connected or it is not known. */
export function usePresence(personId: PersonId): Presence | undefined {
  const collab = useCollab();
  const userId = useUserIds()?.get(personId);
  const presence = useMemo(() => (collab && userId ? collab.people.presence(userId) : null), [collab, userId]);
  return useReadable(presence, null) ?? undefined;
}
