export { announcePerson, requirePerson, toPerson, toPersonRow } from "./people.ts";
export { countActivePeople, insertPerson, listActiveIds, listHolders, listMirrorPeople } from "./people-store.ts";
export type { MirrorPerson } from "./people-store.ts";
export { insertDepartment, listDepartments, updateDepartment as saveDepartment } from "./departments-store.ts";
export { findOrganisation, insertOrganisation, updateFilling } from "./organisation-store.ts";
export type { Organisation } from "./organisation-store.ts";
export { hashPassword } from "./passwords.ts";
export { directoryBindings } from "./routes.ts";
export { findActor } from "./sessions.ts";
