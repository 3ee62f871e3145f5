import * as api from "@veche/office-domain/directory";
import { bindPerson, bindPublic, bindSteps, type Binding } from "../binding.ts";
import * as departments from "./departments-actions.ts";
import * as people from "./people-actions.ts";
import * as sessions from "./session-actions.ts";
import * as setup from "./setup-actions.ts";

export const directoryBindings: readonly Binding[] = [
  bindPublic(api.getSetup, setup.getSetup),
  bindPublic(api.createCompany, setup.createCompany),
  bindPublic(api.signIn, sessions.signIn),
  bindSteps(api.signOut, sessions.signOut),
  bindPerson(api.getMe, sessions.getMe),
  bindPerson(api.updateSettings, sessions.updateSettings),
  bindSteps(api.changePassword, sessions.changePassword),
  bindPerson(api.listSessions, sessions.listSessions),
  bindPerson(api.endSession, sessions.endSession),
  bindPerson(api.listDepartments, departments.listDepartments),
  bindPerson(api.listPeople, people.listPeople),
  bindPerson(api.getPerson, people.getPerson),
  bindSteps(api.createPerson, people.createPerson),
  bindSteps(api.updatePerson, people.updatePerson),
  bindSteps(api.setBlocked, people.setBlocked),
  bindPerson(api.createDepartment, departments.createDepartment),
  bindPerson(api.updateDepartment, departments.updateDepartment),
  bindPerson(api.deleteDepartment, departments.deleteDepartment),
];
