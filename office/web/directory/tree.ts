import type { Department, DepartmentId } from "@veche/office-domain/directory";

export interface DepartmentNode {
  readonly department: Department;
  readonly children: readonly DepartmentNode[];
}

/** @param departments by name @returns the tree, each level by name; one whose parent is unknown stands at the top */
export function buildTree(departments: readonly Department[]): readonly DepartmentNode[] {
  const ids = new Set(departments.map(({ id }) => id));
  const build = (parentId: DepartmentId | null): readonly DepartmentNode[] =>
    departments
      .filter((one) => (one.parentId !== null && ids.has(one.parentId) ? one.parentId : null) === parentId)
      .map((department) => ({ department, children: build(department.id) }));
  return build(null);
}

/** @returns ids of everything above a department, nearest first */
export function listParents(byId: ReadonlyMap<DepartmentId, Department>, id: DepartmentId | null): readonly DepartmentId[] {
  const parents: DepartmentId[] = [];
  let current = id === null ? null : (byId.get(id)?.parentId ?? null);
  while (current !== null && !parents.includes(current)) {
    parents.push(current);
    current = byId.get(current)?.parentId ?? null;
  }
  return parents;
}
