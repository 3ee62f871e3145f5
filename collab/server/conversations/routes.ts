import * as api from "@veche/collab-domain/conversations";
import { bindApplication, bindUser, type Binding } from "../binding.ts";
import * as actions from "./actions.ts";
import * as applicationActions from "./application-actions.ts";

export const conversationBindings: readonly Binding[] = [
  bindUser(api.listConversations, actions.listConversations),
  bindUser(api.listConversationChanges, actions.listConversationChanges),
  bindUser(api.getConversation, actions.getConversation),
  bindUser(api.openPersonal, actions.openPersonal),
  bindUser(api.createGroup, actions.createGroup),
  bindUser(api.renameConversation, actions.renameConversation),
  bindUser(api.listMembers, actions.listMembers),
  bindUser(api.addMembers, actions.addMembers),
  bindUser(api.removeMember, actions.removeMember),
  bindUser(api.moveReadMark, actions.moveReadMark),
  bindUser(api.setMyState, actions.setMyState),
  bindApplication(api.putContext, applicationActions.putContext),
  bindApplication(api.removeContext, applicationActions.removeContext),
  bindApplication(api.putConversation, applicationActions.putConversation),
  bindApplication(api.importMessages, applicationActions.importMessages),
];
