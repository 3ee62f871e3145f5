import * as api from "@veche/collab-domain/directory";
import { bindApplication, bindUser, type Binding } from "../binding.ts";
import * as actions from "./actions.ts";
import { reconcileDirectory } from "./reconcile.ts";

export const directoryBindings: readonly Binding[] = [
  bindApplication(api.reconcileDirectory, reconcileDirectory),
  bindUser(api.getMe, actions.getMe),
  bindUser(api.listUsers, actions.listUsers),
  bindUser(api.getUsers, actions.getUsers),
  bindUser(api.listGroups, actions.listGroups),
];
