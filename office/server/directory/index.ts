export { loadMe } from "./me.ts";
export { announcePerson, requirePerson, toPerson, toPersonRow } from "./people.ts";
export {
  countActivePeople,
  findCredentials,
  insertPerson,
  listActiveIds,
  listHolders,
  listMirrorPeople,
  lockPerson,
  updatePasswordHash,
} from "./people-store.ts";
export type { Credentials, MirrorPerson } from "./people-store.ts";
export { insertDepartment, listDepartments, updateDepartment as saveDepartment } from "./departments-store.ts";
export { findOrganisation, insertOrganisation, updateFilling } from "./organisation-store.ts";
export type { Organisation } from "./organisation-store.ts";
export { hashPassword, isPassword } from "./passwords.ts";
export { directoryBindings } from "./routes.ts";
export { endSessionOf, endSessionsOf, findActor, listLiveSessions, startSession } from "./sessions.ts";
