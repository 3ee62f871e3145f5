import * as api from "@veche/office-domain/collaboration";
import { openDiscussion } from "@veche/office-domain/documents";
import type { DocumentId } from "@veche/office-domain/documents";
import { bindPerson, bindSteps, type Binding } from "../binding.ts";
import type { Context, DiscussionDoor, InnerEvent } from "../context.ts";
import { requireDocument } from "../documents/index.ts";
import { ConnectingActions } from "./connecting.ts";
import { Discussions, followJob } from "./discussions.ts";
import { Link, mirrorJob } from "./link.ts";
import type { LinkOptions } from "./link.ts";
import { Mirror } from "./mirror.ts";
import { endSessions, endSessionsJob, endSessionsName } from "./sessions.ts";
import { viewConnection } from "./view.ts";

export { discussionKey } from "./discussions.ts";

/** The connector: nothing else of the office knows the collaboration server. */
export interface Collaboration {
  readonly bindings: readonly Binding[];
  readonly door: DiscussionDoor;
  readonly link: Link;
  readonly actions: ConnectingActions;
  readonly discussions: Discussions;
  /** Queues, within the transaction, what the collaboration server has to be told. */
  readonly react: (ctx: Context, event: InnerEvent) => Promise<void>;
  readonly jobs: Readonly<Record<string, (payload: Readonly<Record<string, unknown>>) => Promise<void>>>;
  readonly cron: readonly { readonly name: string; readonly pattern: string }[];
}

export function openCollaboration(options: LinkOptions): Collaboration {
  const link = new Link(options);
  const mirror = new Mirror(link);
  const discussions = new Discussions(link);
  const actions = new ConnectingActions(link, mirror);
  return {
    link,
    actions,
    discussions,
    bindings: bindCollaboration(link, actions, discussions),
    door: { followPerson: (id) => mirror.followPerson(id), followDocument: (id) => discussions.follow(id) },
    react: async (ctx, event) => {
      if (event.type === "document.changed") await ctx.addJob(followJob(event.documentId, ctx.now));
      else if (event.type === "sessions.ended") await ctx.addJob(endSessionsJob(event.sessionIds));
      else await ctx.addJob(mirrorJob);
    },
    jobs: {
      [mirrorJob.name]: () => mirror.reconcile(),
      [endSessionsName]: ({ sessionIds }) => endSessions(link, sessionIds as readonly string[]),
      "collaboration.followDocument": ({ documentId }) => discussions.sync(documentId as DocumentId),
    },
    // heals what was missed, for whatever reason
    cron: [{ name: mirrorJob.name, pattern: "*/10 * * * *" }],
  };
}

function bindCollaboration(link: Link, actions: ConnectingActions, discussions: Discussions): readonly Binding[] {
  return [
    bindPerson(api.getConnection, (ctx) => viewConnection(link, ctx.db, ctx.actor)),
    bindSteps(api.beginConnection, (ctx, input) => actions.begin(ctx, input)),
    bindSteps(api.confirmConnection, (ctx, input) => actions.confirm(ctx, input)),
    bindSteps(api.cancelConnection, (ctx) => actions.cancel(ctx)),
    bindSteps(api.disconnect, (ctx) => actions.disconnect(ctx)),
    bindSteps(api.resolveCopy, (ctx, input) => actions.resolveCopy(ctx, input)),
    bindPerson(api.createBrowserAccess, async (ctx) => {
      const { serverUrl, quick } = await link.require(ctx.db);
      const access = await quick.mintBrowserToken(ctx.actor.personId, ctx.actor.sessionId);
      return { serverUrl: serverUrl === link.options.collabUrl ? "" : serverUrl, ...access };
    }),
    bindSteps(openDiscussion, async (ctx, { documentId }) => {
      await ctx.transact((tx) => requireDocument(tx, documentId, "see"));
      const { conversationId, openedAt } = await discussions.open(documentId);
      return { conversationId, openedAt: openedAt.toISOString() };
    }),
  ];
}
