import * as api from "@veche/office-domain/documents";
import { bindPerson, bindSteps, type Binding } from "../binding.ts";
import * as actions from "./actions.ts";
import * as links from "./link-actions.ts";
import * as reads from "./read-actions.ts";

/** All but `openDiscussion`, which the connector serves. */
export const documentBindings: readonly Binding[] = [
  bindPerson(api.listDocuments, reads.listDocuments),
  bindPerson(api.getDocument, reads.getDocument),
  bindPerson(api.createDocument, actions.createDocument),
  bindSteps(api.updateDocument, actions.updateDocument),
  bindSteps(api.setParticipants, actions.setParticipants),
  bindPerson(api.addFiles, actions.addFiles),
  bindPerson(api.removeFile, actions.removeFile),
  bindSteps(api.deleteDocument, actions.deleteDocument),
  bindSteps(api.restoreDocument, actions.restoreDocument),
  bindPerson(api.listHistory, reads.listHistory),
  bindPerson(api.getCards, reads.getCards),
  bindPerson(api.listViewers, reads.listViewers),
  bindPerson(api.listLinks, links.listLinks),
  bindPerson(api.addLink, links.addLink),
  bindPerson(api.removeLink, links.removeLink),
];
