import * as api from "@veche/office-domain/absences";
import { bindPerson, type Binding } from "../binding.ts";
import * as actions from "./actions.ts";

export const absenceBindings: readonly Binding[] = [
  bindPerson(api.listAbsences, actions.listAbsences),
  bindPerson(api.createAbsence, actions.createAbsence),
  bindPerson(api.updateAbsence, actions.updateAbsence),
  bindPerson(api.deleteAbsence, actions.deleteAbsence),
];
