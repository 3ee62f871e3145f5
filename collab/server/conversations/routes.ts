import * as api from "@veche/collab-domain/conversations";
import { bindApplication, bindReader, bindUser, type Binding } from "../binding.ts";
import * as actions from "./actions.ts";
import * as applicationActions from "./application-actions.ts";
import { openListChanges } from "./changes.ts";
import * as foldersActions from "./folders-actions.ts";
import * as memberGroups from "./member-groups.ts";
import * as myStateActions from "./my-state-actions.ts";
import { changeSettings, setMemberRole } from "./settings-actions.ts";

export const buildConversationBindings = (): readonly Binding[] => [
  bindReader(api.listConversations, actions.listConversations),
  bindReader(api.listConversationChanges, openListChanges()),
  bindReader(api.getConversation, actions.getConversation),
  bindUser(api.openPersonal, actions.openPersonal),
  bindUser(api.createGroup, actions.createGroup),
  bindUser(api.renameConversation, actions.renameConversation),
  bindUser(api.changeSettings, changeSettings),
  bindUser(api.setMemberRole, setMemberRole),
  bindReader(api.listMembers, actions.listMembers),
  bindReader(api.listViewers, actions.listViewers),
  bindUser(api.addMembers, actions.addMembers),
  bindReader(api.listMemberGroups, memberGroups.listMemberGroups),
  bindUser(api.removeMemberGroup, memberGroups.removeMemberGroup),
  bindUser(api.removeMember, actions.removeMember),
  bindUser(api.moveReadMark, myStateActions.moveReadMark),
  bindUser(api.setMyState, myStateActions.setMyState),
  bindUser(api.saveDraft, myStateActions.saveDraft),
  bindUser(api.orderPinned, myStateActions.orderPinned),
  bindReader(api.listFoldersOfMine, foldersActions.listFolders),
  bindUser(api.createFolder, foldersActions.createFolder),
  bindUser(api.renameFolder, foldersActions.renameFolder),
  bindUser(api.removeFolder, foldersActions.removeFolder),
  bindUser(api.orderFolders, foldersActions.orderFolders),
  bindUser(api.placeInFolder, foldersActions.placeInFolder),
  bindApplication(api.putContext, applicationActions.putContext),
  bindApplication(api.removeContext, applicationActions.removeContext),
  bindApplication(api.putConversation, applicationActions.putConversation),
  bindApplication(api.importMessages, applicationActions.importMessages),
];
