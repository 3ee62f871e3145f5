import { route } from "@veche/kernel";
import * as z from "zod";
import { Application, PendingRegistration, RegistrationRequest, registrationId } from "./types.ts";

export const describeServer = route({
  name: "tenants.describeServer",
  method: "GET",
  path: "/api/collab/server",
  actor: "public",
  input: z.object({}),
  output: z.object({ product: z.literal("veche"), version: z.string(), name: z.string() }),
  summary: "Says that a Veche collaboration server answers here.",
});

export const beginRegistration = route({
  name: "tenants.beginRegistration",
  method: "POST",
  path: "/api/collab/registrations",
  actor: "public",
  input: RegistrationRequest,
  output: PendingRegistration,
  errors: ["too_few_users"],
  summary: "Mails a single-use code to the subscriber's address. A new request for the same installation makes earlier codes useless.",
});

export const confirmRegistration = route({
  name: "tenants.confirmRegistration",
  method: "POST",
  path: "/api/collab/registrations/:registrationId/confirm",
  actor: "public",
  input: z.object({
    registrationId,
    code: z.string().trim().min(1).max(20),
    /** JWT (`tokenAudience.registration`) signed by the key given at the beginning: only who began may end. @see RFC 7519 */
    proof: z.string().max(2000),
  }),
  output: z.object({ application: Application }),
  errors: ["code_wrong", "code_expired"],
  summary: "Trades the code for a connected application. The same subscriber and installation get their earlier application back.",
});

export const cancelRegistration = route({
  name: "tenants.cancelRegistration",
  method: "POST",
  path: "/api/collab/registrations/:registrationId/cancel",
  actor: "public",
  input: z.object({ registrationId, proof: z.string().max(2000) }),
  output: z.object({}),
  summary: "Makes the code that was sent useless.",
});

export const getApplication = route({
  name: "tenants.getApplication",
  method: "GET",
  path: "/api/collab/application",
  actor: "application",
  input: z.object({}),
  output: z.object({
    application: Application,
    userCount: z.number().int(),
    groupCount: z.number().int(),
    conversationCount: z.number().int(),
  }),
  summary: "The connected application as the server sees it.",
});

export const disconnectApplication = route({
  name: "tenants.disconnectApplication",
  method: "DELETE",
  path: "/api/collab/application",
  actor: "application",
  input: z.object({}),
  output: z.object({}),
  summary: "Ends the connection; conversations are kept for a later registration of the same installation by the same subscriber.",
});

export const tenantRoutes = [
  describeServer,
  beginRegistration,
  confirmRegistration,
  cancelRegistration,
  getApplication,
  disconnectApplication,
];
