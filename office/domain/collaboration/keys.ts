import type { DepartmentId } from "../directory/index.ts";

/** The key of the whole company's chat: the collaboration server makes that conversation itself and knows it by this key. */
export const everybodyKey = "everybody";

/** The key of a department's chat on the collaboration server, and the name of its group there. */
export function departmentKey(id: DepartmentId): string {
  return `department:${id}`;
}
