import { useNavigate, useSearch } from "@tanstack/react-router";
import { documentKinds, documentStates } from "@veche/office-domain/documents";
import type { DocumentKind, DocumentState, listDocuments } from "@veche/office-domain/documents";
import type { DepartmentId, PersonId } from "@veche/office-domain/directory";
import type { RouteInput } from "@veche/kernel";
import { useMemo } from "react";

export const sortNames = ["updatedAt", "documentOn", "title", "number", "dueOn"] as const;
export type SortName = (typeof sortNames)[number];

export interface DocumentPlace {
  readonly query: string;
  readonly kind: DocumentKind | null;
  readonly state: DocumentState | null;
  readonly responsibleId: PersonId | null;
  readonly departmentId: DepartmentId | null;
  readonly scope: "all" | "mine";
  readonly sort: SortName;
  readonly direction: "asc" | "desc";
}

interface Search {
  readonly q?: string;
  readonly kind?: string;
  readonly state?: string;
  readonly responsible?: string;
  readonly department?: string;
  readonly scope?: string;
  readonly sort?: string;
  readonly direction?: string;
}

function parsePlace(search: Search): DocumentPlace {
  return {
    query: search.q ?? "",
    kind: documentKinds.find((kind) => kind === search.kind) ?? null,
    state: documentStates.find((state) => state === search.state) ?? null,
    responsibleId: (search.responsible ?? null) as PersonId | null,
    departmentId: (search.department ?? null) as DepartmentId | null,
    scope: search.scope === "mine" ? "mine" : "all",
    sort: sortNames.find((sort) => sort === search.sort) ?? "updatedAt",
    direction: search.direction === "asc" ? "asc" : "desc",
  };
}

function toSearch(place: DocumentPlace): Search {
  return {
    ...(place.query ? { q: place.query } : {}),
    ...(place.kind ? { kind: place.kind } : {}),
    ...(place.state ? { state: place.state } : {}),
    ...(place.responsibleId ? { responsible: place.responsibleId } : {}),
    ...(place.departmentId ? { department: place.departmentId } : {}),
    ...(place.scope === "mine" ? { scope: "mine" } : {}),
    ...(place.sort === "updatedAt" ? {} : { sort: place.sort }),
    ...(place.direction === "desc" ? {} : { direction: place.direction }),
  };
}

/** What the server is asked for. */
export function toListInput(place: DocumentPlace): RouteInput<typeof listDocuments> {
  const { query, kind, state, responsibleId, departmentId, scope, sort, direction } = place;
  return {
    scope,
    sort,
    direction,
    ...(query ? { query } : {}),
    ...(kind ? { kind } : {}),
    ...(state ? { state } : {}),
    ...(responsibleId ? { responsibleId } : {}),
    ...(departmentId ? { departmentId } : {}),
  };
}

export const hasFilters = ({ query, kind, state, responsibleId, departmentId }: DocumentPlace): boolean =>
  Boolean(query || kind || state || responsibleId || departmentId);

/** The view of the list: all of it stands in the address, so it can be kept and sent. */
export function useDocumentPlace(): { readonly place: DocumentPlace; readonly go: (change: Partial<DocumentPlace>) => void } {
  const navigate = useNavigate();
  const search = useSearch({ strict: false, select: (search: Search) => search });
  const place = useMemo(() => parsePlace(search), [search]);
  return { place, go: (change) => void navigate({ to: "/documents", search: { ...toSearch({ ...place, ...change }) }, replace: true }) };
}
