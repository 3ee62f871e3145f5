import { getPerson, listDepartments, listPeople } from "@veche/office-domain/directory";
import type { Department, DepartmentId, Person, PersonId } from "@veche/office-domain/directory";
import { useQueryClient } from "@tanstack/react-query";
import { routeKey, useRoute } from "@veche/web/query";
import { useMemo } from "react";

const firstPage = { limit: 200 };
const none: readonly Department[] = [];

/** A person by id: from the first page of the address book, else asked for alone. Undefined until known. */
export function usePerson(personId: PersonId | null): Person | undefined {
  const list = useRoute(listPeople, firstPage, { staleTime: Infinity });
  const listed = list.data?.items.find(({ id }) => id === personId);
  const isMissing = personId !== null && !list.isPending && !listed;
  const alone = useRoute(getPerson, { personId: personId! }, { enabled: isMissing, staleTime: Infinity });
  return listed ?? alone.data?.person;
}

/** All departments by name, and a way to find one. */
export function useDepartments(): {
  readonly departments: readonly Department[];
  readonly byId: ReadonlyMap<DepartmentId, Department>;
  /** in the whole organisation */
  readonly personCount: number;
  readonly isPending: boolean;
} {
  const { data, isPending } = useRoute(listDepartments, {}, { staleTime: Infinity });
  const departments = data?.items ?? none;
  const byId = useMemo(() => new Map(departments.map((department) => [department.id, department])), [departments]);
  return { departments, byId, personCount: data?.personCount ?? 0, isPending };
}

/** Names of people that are already known on this page; others are empty. */
export function usePeopleNames(): (personId: PersonId) => string {
  const { data } = useRoute(listPeople, firstPage, { staleTime: Infinity });
  const client = useQueryClient();
  return (personId) => {
    const listed = data?.items.find(({ id }) => id === personId);
    return (listed ?? client.getQueryData<{ person: Person }>(routeKey(getPerson, { personId }))?.person)?.fullName ?? "";
  };
}
