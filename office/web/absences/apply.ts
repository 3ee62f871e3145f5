import type { QueryClient } from "@tanstack/react-query";
import { listAbsences } from "@veche/office-domain/absences";
import type { PersonId } from "@veche/office-domain/directory";
import { routeKey } from "@veche/web/query";

/** Somebody's absences have changed: what is shown of them is taken anew. */
export function applyAbsenceChange(client: QueryClient, personId: PersonId): void {
  void client.invalidateQueries({ queryKey: routeKey(listAbsences, { personId }) });
}
