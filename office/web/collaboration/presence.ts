import type { Presence } from "@veche/collab-domain/presence";
import type { PersonId } from "@veche/office-domain/directory";
import { useMemo } from "react";
import { useCollab } from "./collab.tsx";
import { useReadable } from "./readable.ts";

/**
 * A person's presence, watched while it is shown; undefined while discussions are not connected or it is not known.
 * @param isShown false: not on the screen now, nothing is asked for
 */
export function usePresence(personId: PersonId, isShown = true): Presence | undefined {
  const collab = useCollab();
  const id = useMemo(() => (isShown ? collab?.people.idOf(personId) : null), [collab, personId, isShown]);
  const userId = useReadable(id, null);
  const presence = useMemo(() => (collab && userId ? collab.people.presence(userId) : null), [collab, userId]);
  return useReadable(presence, null) ?? undefined;
}
