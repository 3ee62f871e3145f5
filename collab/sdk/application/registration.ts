import { beginRegistration, cancelRegistration, confirmRegistration, describeServer } from "@veche/collab-domain/tenants";
import type { Application, PendingRegistration, RegistrationId } from "@veche/collab-domain/tenants";
import { AppError } from "@veche/kernel";
import type { RouteInput, RouteOutput } from "@veche/kernel";
import type { JWK } from "jose";
import { callRoute } from "../call/index.ts";
import { signToken } from "./keys.ts";

/** A person waits for these answers: a dead address must be told soon. */
const timeoutMs = 10_000;

/**
 * Asks an address whether a Veche collaboration server is there.
 * @throws AppError server_unknown when something else answers, server_unreachable when nothing does
 */
export async function findServer(serverUrl: string): Promise<RouteOutput<typeof describeServer>> {
  const server = await callRoute(serverUrl, describeServer, {}, { timeoutMs }).catch((error: unknown) => {
    const isOurs = error instanceof AppError && error.code === "server_unreachable";
    throw isOurs ? error : new AppError("server_unknown", { url: serverUrl }, { cause: error });
  });
  if (server.product !== "veche") throw new AppError("server_unknown", { url: serverUrl });
  return server;
}

/** Has a code mailed to the subscriber. @throws AppError too_few_users, too_many_requests, server_unknown, server_unreachable */
export async function begin(serverUrl: string, request: RouteInput<typeof beginRegistration>): Promise<PendingRegistration> {
  await findServer(serverUrl);
  return callRoute(serverUrl, beginRegistration, request, { timeoutMs });
}

/** Trades the code for a connected application. @throws AppError code_wrong (attemptsLeft), code_expired */
export async function confirm(
  serverUrl: string,
  registration: { id: RegistrationId; privateKey: JWK },
  code: string,
): Promise<Application> {
  const proof = await prove(registration);
  const { application } = await callRoute(serverUrl, confirmRegistration, { registrationId: registration.id, code, proof }, { timeoutMs });
  return application;
}

/** Makes the code that was sent useless. */
export async function cancel(serverUrl: string, registration: { id: RegistrationId; privateKey: JWK }): Promise<void> {
  const proof = await prove(registration);
  await callRoute(serverUrl, cancelRegistration, { registrationId: registration.id, proof }, { timeoutMs });
}

async function prove(registration: { id: RegistrationId; privateKey: JWK }): Promise<string> {
  const { token } = await signToken(registration.privateKey, { subject: registration.id, audience: "registration", lifetimeS: 300 });
  return token;
}
