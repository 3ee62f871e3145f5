import { AppError, closeCode } from "@veche/kernel";
import { officeLivePath } from "@veche/office-domain/everything";
import { isForeignOrigin } from "@veche/server/http";
import { openLive } from "@veche/server/live";
import type { Live } from "@veche/server/live";
import type { Log } from "@veche/server/log";
import type { IncomingMessage } from "node:http";
import type { Actor, Sockets } from "./context.ts";
import type { Emitted } from "./contexts.ts";

export type OfficeLive = Live<Actor, null>;

/** Everybody of the office: there is one organisation. */
const realm = "office";

/** The live socket of the office: the session cookie names the person, and it only brings events. */
export function openOfficeLive(options: {
  readonly findActor: (request: IncomingMessage) => Promise<Actor | undefined>;
  readonly log: Log;
}): OfficeLive {
  return openLive<Actor, null>({
    path: officeLivePath,
    authenticate: async (_, request) => {
      if (isForeignOrigin(request.headers, request.headers.host ?? "")) throw new AppError("unauthenticated");
      const actor = await options.findActor(request);
      if (!actor) throw new AppError("unauthenticated");
      return { actor, principal: actor.personId, realm };
    },
    invoke: async (_, { call }) => {
      throw new AppError("not_found", { route: call });
    },
    createState: () => null,
    log: options.log,
  });
}

export function deliverTo(live: OfficeLive): (batch: readonly Emitted[]) => void {
  return (batch) =>
    live.hub.deliver(
      batch.map(({ event, audience }) => ({
        event,
        recipients: audience === "everybody" ? { realm } : { principals: new Set<string>(audience.personIds) },
      })),
    );
}

export function closeIn(live: OfficeLive): Sockets {
  return {
    closeSession: (sessionId) => {
      for (const connection of [...live.hub.connections])
        if (connection.actor.sessionId === sessionId) live.hub.closeConnection(connection, closeCode.unauthenticated);
    },
    closePerson: (personId) => live.hub.closePrincipal(personId, closeCode.unauthenticated),
  };
}
