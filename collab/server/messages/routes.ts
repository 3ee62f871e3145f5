import * as api from "@veche/collab-domain/messages";
import { bindPerson, bindReader, bindUser, type Binding } from "../binding.ts";
import { Sights } from "../conversations/index.ts";
import { openMessageChanges } from "./changes.ts";
import * as changing from "./changing.ts";
import { forwardMessages, listForwardPlaces } from "./forwarding.ts";
import { listPinnedMessages, pinMessage, unpinMessage } from "./pinning.ts";
import { postMessage } from "./posting.ts";
import * as reading from "./reading.ts";
import { listSavedMessages, listSavedPlaces, saveMessage, unsaveMessage } from "./saving.ts";
import type { Scope } from "./scope.ts";

export function buildMessageBindings(scope: Scope): readonly Binding[] {
  const readingScope = { ...scope, sights: new Sights(scope.db), changes: openMessageChanges(scope.db) };
  return [
    bindPerson(api.postMessage, (ctx, input) => postMessage(scope, ctx, input)),
    bindPerson(api.forwardMessages, (ctx, input) => forwardMessages(scope, ctx, input)),
    bindReader(api.listForwardPlaces, listForwardPlaces),
    bindPerson(api.listMessages, (ctx, input) => reading.listMessages(readingScope, ctx, input)),
    bindPerson(api.listMessageChanges, (ctx, input) => reading.listMessageChanges(readingScope, ctx, input)),
    bindPerson(api.getMessage, (ctx, input) => reading.getMessage(scope, ctx, input)),
    bindUser(api.editMessage, (ctx, input) => changing.editMessage(scope, ctx, input)),
    bindUser(api.deleteMessage, (ctx, input) => changing.deleteMessage(scope, ctx, input)),
    bindPerson(api.listMessageVersions, (ctx, input) => reading.listMessageVersions(scope, ctx, input)),
    bindUser(api.addReaction, (ctx, input) => changing.addReaction(scope, ctx, input)),
    bindUser(api.removeReaction, (ctx, input) => changing.removeReaction(scope, ctx, input)),
    bindUser(api.pinMessage, (ctx, input) => pinMessage(scope, ctx, input)),
    bindUser(api.unpinMessage, (ctx, input) => unpinMessage(scope, ctx, input)),
    bindReader(api.listPinnedMessages, listPinnedMessages),
    bindPerson(api.listConversationFiles, (ctx, input) => reading.listConversationFiles(scope, ctx, input)),
    bindPerson(api.listConcerning, (ctx, input) => reading.listConcerning(scope, ctx, input)),
    bindUser(api.saveMessage, saveMessage),
    bindUser(api.unsaveMessage, unsaveMessage),
    bindReader(api.listSavedMessages, listSavedMessages),
    bindReader(api.listSavedPlaces, listSavedPlaces),
  ];
}
