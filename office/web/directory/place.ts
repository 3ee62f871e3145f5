import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import type { DepartmentId, PersonId } from "@veche/office-domain/directory";

export interface PeoplePlace {
  readonly personId: PersonId | null;
  readonly departmentId: DepartmentId | null;
  readonly query: string;
}

interface Going {
  readonly place: PeoplePlace;
  /** shows another part of the address book; `replace` leaves no step back, as while typing */
  readonly go: (change: Partial<PeoplePlace>, options?: { replace?: boolean }) => void;
}

/** Where in the address book one is: all of it stands in the address. */
export function usePeoplePlace(): Going {
  const navigate = useNavigate();
  const personId = useParams({ strict: false, select: (params: { personId?: string }) => params.personId ?? null }) as PersonId | null;
  const search = useSearch({ strict: false, select: ({ department, q }: { department?: string; q?: string }) => ({ department, q }) });
  const place: PeoplePlace = { personId, departmentId: (search.department ?? null) as DepartmentId | null, query: search.q ?? "" };
  const go: Going["go"] = (change, { replace = false } = {}) => {
    const next = { ...place, ...change };
    const query = { ...(next.departmentId ? { department: next.departmentId } : {}), ...(next.query ? { q: next.query } : {}) };
    if (next.personId) void navigate({ to: "/people/$personId", params: { personId: next.personId }, search: query, replace });
    else void navigate({ to: "/people", search: query, replace });
  };
  return { place, go };
}
