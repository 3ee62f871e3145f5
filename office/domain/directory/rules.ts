import { AppError, parseFullName } from "@veche/kernel";
import type { Department, DepartmentId, PersonId } from "./types.ts";

type DepartmentPlace = Pick<Department, "id" | "parentId">;

/** @returns the name as one calls a colleague, in rows and in discussions: `Орлов Дмитрий Александрович` → `Дмитрий Орлов`; without a patronymic as it is */
export function computeRowName(fullName: string): string {
  const { given, family, patronymic } = parseFullName(fullName);
  return patronymic === "" ? fullName.trim().replace(/\s+/gu, " ") : `${given.join(" ")} ${family}`;
}

/** @returns the name as papers show it: `Орлов Дмитрий Александрович` → `Орлов Д. А.`, `Mary Jane Watson` → `M. J. Watson`; a name of one or two words stays whole */
export function computeShortName(fullName: string): string {
  const { given, family, patronymic } = parseFullName(fullName);
  const names = patronymic === "" ? given : [...given, patronymic];
  if (names.length < 2) return fullName.trim().replace(/\s+/gu, " ");
  const initials = names.slice(0, 2).map((name) => `${Array.from(name)[0]!.toUpperCase()}.`);
  return (patronymic === "" ? [...initials, family] : [family, ...initials]).join(" ");
}

/** @returns how one greets: `Дмитрий` of `Орлов Дмитрий Александрович`, `Mary` of `Mary Jane Watson` */
export function computeGivenName(fullName: string): string {
  return parseFullName(fullName).given[0] ?? fullName;
}

/** @returns the department and everything above it, itself first; empty for null and for an unknown one */
export function listAncestry(departments: ReadonlyMap<DepartmentId, DepartmentPlace>, id: DepartmentId | null): readonly DepartmentId[] {
  const ancestry: DepartmentId[] = [];
  let current = id;
  while (current !== null && departments.has(current) && !ancestry.includes(current)) {
    ancestry.push(current);
    current = departments.get(current)!.parentId;
  }
  return ancestry;
}

/** @throws AppError conflict (`cycle`) when the department would stand under itself */
export function refuseCycle(
  departments: ReadonlyMap<DepartmentId, DepartmentPlace>,
  id: DepartmentId,
  newParentId: DepartmentId | null,
): void {
  if (listAncestry(departments, newParentId).includes(id)) throw new AppError("conflict", { reason: "cycle" });
}

/**
 * Somebody who may manage users has to stay, or nobody could ever give the right back.
 * @param administratorIds active people who may manage users, before the change
 * @throws AppError conflict (`last_administrator`)
 */
export function refuseLossOfAdministrator(
  administratorIds: readonly PersonId[],
  change: { readonly personId: PersonId; readonly staysAdministrator: boolean },
): void {
  const isLast = administratorIds.length === 1 && administratorIds[0] === change.personId;
  if (isLast && !change.staysAdministrator) throw new AppError("conflict", { reason: "last_administrator" });
}
