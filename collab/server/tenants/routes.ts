import * as api from "@veche/collab-domain/tenants";
import { bindApplication, bindPublic, type Binding } from "../binding.ts";
import * as actions from "./actions.ts";

export const tenantBindings: readonly Binding[] = [
  bindPublic(api.describeServer, actions.describeServer),
  bindPublic(api.beginRegistration, actions.beginRegistration),
  bindPublic(api.confirmRegistration, actions.confirmRegistration),
  bindPublic(api.cancelRegistration, actions.cancelRegistration),
  bindApplication(api.getApplication, actions.getApplication),
  bindApplication(api.disconnectApplication, actions.disconnectApplication),
];
