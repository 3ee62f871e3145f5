import * as api from "@veche/office-domain/directory";
import { bindPerson, bindPublic, bindSteps, type Binding } from "../binding.ts";
import * as departments from "./departments-actions.ts";
import * as people from "./people-actions.ts";
import { getMe, updateSettings } from "./me-actions.ts";
import * as setup from "./setup-actions.ts";

export const directoryBindings: readonly Binding[] = [
  bindPublic(api.getSetup, setup.getSetup),
  bindPublic(api.createCompany, setup.createCompany),
  bindPerson(api.getMe, getMe),
  bindPerson(api.updateSettings, updateSettings),
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
