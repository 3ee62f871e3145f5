import { lazy } from "react";

export { applyDirectoryEvent } from "./apply.ts";
export { useDepartments, usePeopleNames, usePerson } from "./people.ts";
export { PersonName } from "./person-name.tsx";
export { PersonPicker } from "./person-picker.tsx";
export { buildTree } from "./tree.ts";
export type { DepartmentNode } from "./tree.ts";

export const PeoplePage = lazy(async () => ({ default: (await import("./people-page.tsx")).PeoplePage }));
