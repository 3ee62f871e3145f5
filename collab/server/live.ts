import { collabLivePath } from "@veche/collab-domain/everything";
import { AppError, closeCode } from "@veche/kernel";
import { openLive } from "@veche/server/live";
import type { Delivery, Live } from "@veche/server/live";
import type { Log } from "@veche/server/log";
import type { Recipients, Sockets } from "./context.ts";
import type { Actor } from "./directory/index.ts";

export type Person = Extract<Actor, { kind: "user" }>;
export type CollabLive = Live<Person, null>;
export type CollabConnection = Delivery<never>["recipients"] extends never ? never : Parameters<CollabLive["hub"]["add"]>[0];

export interface CollabLiveOptions {
  /** @throws AppError unauthenticated */
  readonly authenticate: (token: string) => Promise<Actor>;
  readonly invoke: (connection: CollabConnection, name: string, input: unknown) => Promise<unknown>;
  readonly handleConnected: (connection: CollabConnection) => void;
  readonly handleDisconnected: (connection: CollabConnection) => void;
  readonly log: Log;
}

/** The live socket: the token of the hello names the person; every call of HTTP can be made here too. */
export function openCollabLive(options: CollabLiveOptions): CollabLive {
  return openLive<Person, null>({
    path: collabLivePath,
    authenticate: async (token) => {
      const actor = await options.authenticate(token ?? "");
      if (actor.kind !== "user") throw new AppError("unauthenticated");
      return { actor, principal: actor.userId, realm: actor.applicationId, expiresAt: actor.expiresAt };
    },
    invoke: (connection, { call, input }) => options.invoke(connection, call, input ?? {}),
    createState: () => null,
    onOpened: options.handleConnected,
    onClosed: options.handleDisconnected,
    log: options.log,
  });
}

export function toRecipients(applicationId: string, recipients: Recipients): Delivery<CollabConnection>["recipients"] {
  return recipients === "application" ? { realm: applicationId } : { principals: recipients.userIds };
}

export function closeIn(live: CollabLive): Sockets {
  return {
    closeUsers: (userIds) => userIds.forEach((userId) => live.hub.closePrincipal(userId, closeCode.unauthenticated)),
    closeApplication: (applicationId) => live.hub.closeRealm(applicationId, closeCode.unauthenticated),
    closeSessions: (applicationId, sessionIds) => {
      const gone = new Set(sessionIds);
      for (const connection of [...live.hub.connectionsIn(applicationId)])
        if (gone.has(connection.actor.sessionId ?? "")) live.hub.closeConnection(connection, closeCode.unauthenticated);
    },
    restartUsers: (userIds) => userIds.forEach((userId) => live.hub.closePrincipal(userId, closeCode.restarting)),
  };
}
