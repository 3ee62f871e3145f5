import * as api from "@veche/office-domain/registration";
import { bindPerson, bindSteps, type Binding } from "../binding.ts";
import * as actions from "./actions.ts";
import * as registers from "./register-actions.ts";

export const registrationBindings: readonly Binding[] = [
  bindPerson(api.listRegisters, registers.listRegisters),
  bindPerson(api.createRegister, registers.createRegister),
  bindPerson(api.updateRegister, registers.updateRegister),
  bindPerson(api.listJournal, registers.listJournal),
  bindPerson(api.reserveNumber, actions.reserveNumber),
  bindSteps(api.voidNumber, actions.voidNumber),
  bindSteps(api.registerDocument, actions.registerDocument),
  bindPerson(api.getRegistration, actions.getRegistration),
];
