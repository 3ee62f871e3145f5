import { importMessages, putContext, putConversation, removeContext } from "@veche/collab-domain/conversations";
import { endSessions, reconcileDirectory } from "@veche/collab-domain/directory";
import { disconnectApplication, getApplication } from "@veche/collab-domain/tenants";
import type { ApplicationId } from "@veche/collab-domain/tenants";
import type { Route, RouteInput, RouteOutput } from "@veche/kernel";
import type { JWK } from "jose";
import { callRoute } from "../call/index.ts";
import { signToken } from "./keys.ts";

/** What a connected application keeps: where the server is, who it is there, and its own key. */
export interface ApplicationAccess {
  readonly serverUrl: string;
  readonly applicationId: ApplicationId;
  readonly privateKey: JWK;
}

type Operation<R extends Route> = (input: RouteInput<R>, signal?: AbortSignal) => Promise<RouteOutput<R>>;

/** Everything an application may do on its server. Every operation may be repeated without harm and throws AppError. */
export interface ApplicationClient {
  readonly describe: Operation<typeof getApplication>;
  readonly reconcileDirectory: Operation<typeof reconcileDirectory>;
  readonly endSessions: Operation<typeof endSessions>;
  readonly putContext: Operation<typeof putContext>;
  readonly removeContext: Operation<typeof removeContext>;
  readonly putConversation: Operation<typeof putConversation>;
  readonly importMessages: Operation<typeof importMessages>;
  readonly disconnect: Operation<typeof disconnectApplication>;
  /**
   * A token for the browser of one person, by the application's own name of him; good for an hour.
   * @param sessionId the application's own name of the session, so that `endSessions` ends the token with it
   */
  mintBrowserToken(externalId: string, sessionId?: string): Promise<{ token: string; expiresAt: string }>;
}

const ownTokenLifetimeS = 300;
const browserTokenLifetimeS = 3600;

/** @param options.timeoutMs how long one operation may take: a failing server must not hold up the application; default 10 s */
export function openApplication(access: ApplicationAccess, options: { timeoutMs?: number } = {}): ApplicationClient {
  const timeoutMs = options.timeoutMs ?? 10_000;
  const sign = createSigner(access);
  const operation =
    <R extends Route>(route: R): Operation<R> =>
    async (input, signal) =>
      callRoute(access.serverUrl, route, input, { token: await sign(), signal, timeoutMs });
  return {
    describe: operation(getApplication),
    reconcileDirectory: operation(reconcileDirectory),
    endSessions: operation(endSessions),
    putContext: operation(putContext),
    removeContext: operation(removeContext),
    putConversation: operation(putConversation),
    importMessages: operation(importMessages),
    disconnect: operation(disconnectApplication),
    mintBrowserToken: (externalId, sessionId) =>
      signToken(access.privateKey, {
        issuer: access.applicationId,
        subject: externalId,
        ...(sessionId !== undefined && { sessionId }),
        audience: "user",
        lifetimeS: browserTokenLifetimeS,
      }),
  };
}

/** @returns a function that signs the application's own token anew when half of its life is over */
function createSigner(access: ApplicationAccess): () => Promise<string> {
  let signed: Promise<{ token: string; expiresAt: string }> | null = null;
  let renewAtMs = 0;
  return async () => {
    if (signed === null || Date.now() >= renewAtMs) {
      renewAtMs = Date.now() + (ownTokenLifetimeS * 1000) / 2;
      signed = signToken(access.privateKey, { issuer: access.applicationId, audience: "application", lifetimeS: ownTokenLifetimeS });
    }
    return (await signed).token;
  };
}
