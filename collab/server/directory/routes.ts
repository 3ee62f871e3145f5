import * as api from "@veche/collab-domain/directory";
import { bindApplication, bindReader, type Binding } from "../binding.ts";
import * as actions from "./actions.ts";
import { reconcileDirectory } from "./reconcile.ts";
import { endSessions } from "./sessions.ts";

export const directoryBindings: readonly Binding[] = [
  bindApplication(api.reconcileDirectory, reconcileDirectory),
  bindApplication(api.endSessions, endSessions),
  bindReader(api.getMe, actions.getMe),
  bindReader(api.listUsers, actions.listUsers),
  bindReader(api.getUsers, actions.getUsers),
  bindReader(api.listGroups, actions.listGroups),
];
