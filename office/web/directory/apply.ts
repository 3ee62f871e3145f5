import type { QueryClient } from "@tanstack/react-query";
import { getMe, getPerson, listDepartments, listPeople } from "@veche/office-domain/directory";
import type { DirectoryEvent } from "@veche/office-domain/directory";
import { routeKey } from "@veche/web/query";

/** Keeps people, departments and me equal to the server. */
export function applyDirectoryEvent(client: QueryClient, event: DirectoryEvent): void {
  if (event.type === "me.changed") return void client.invalidateQueries({ queryKey: routeKey(getMe) });
  const isOne = event.type === "person.changed";
  void client.invalidateQueries({ queryKey: routeKey(listDepartments) });
  void client.invalidateQueries({ queryKey: routeKey(listPeople) });
  void client.invalidateQueries({ queryKey: isOne ? routeKey(getPerson, { personId: event.person.id }) : routeKey(getPerson) });
}
