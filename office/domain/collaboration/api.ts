import { emailSchema, lineSchema, route } from "@veche/kernel";
import * as z from "zod";
import { BrowserAccess, Connection } from "./types.ts";

const here = "/api/office/collaboration";
const connecting = ["administrator_required", "too_few_users", "server_unknown", "server_unreachable", "conflict", "parked"] as const;

export const getConnection = route({
  name: "collaboration.get",
  method: "GET",
  path: here,
  input: z.object({}),
  output: Connection,
  summary: "How discussions are connected. Who may not connect sees the state and who may.",
});

export const beginConnection = route({
  name: "collaboration.begin",
  method: "POST",
  path: `${here}/begin`,
  input: z.object({
    /** address of another or public server; null: this installation's own */
    serverUrl: z.string().trim().max(500).nullable(),
    email: emailSchema,
    applicationName: lineSchema(200),
  }),
  output: Connection,
  errors: connecting,
  summary: "Asks the server for a code by e-mail; again: a new code, the earlier one becomes useless.",
});

export const confirmConnection = route({
  name: "collaboration.confirm",
  method: "POST",
  path: `${here}/confirm`,
  input: z.object({ code: z.string().trim().min(1).max(20) }),
  output: Connection,
  errors: [...connecting, "code_wrong", "code_expired"],
  summary: "Ends the registration with the code; people and departments are mirrored before this answers.",
});

export const cancelConnection = route({
  name: "collaboration.cancel",
  method: "POST",
  path: `${here}/cancel`,
  input: z.object({}),
  output: Connection,
  errors: ["administrator_required"],
  summary: "Goes back; the code that was sent becomes useless.",
});

export const disconnect = route({
  name: "collaboration.disconnect",
  method: "POST",
  path: `${here}/disconnect`,
  input: z.object({}),
  output: Connection,
  errors: ["administrator_required", "conflict", "server_unreachable"],
  summary: "Ends the connection; conversations are kept on the server.",
});

export const resolveCopy = route({
  name: "collaboration.resolveCopy",
  method: "POST",
  path: `${here}/copy`,
  input: z.object({
    /** moved: this is the original in a new place, go on · copy: forget the connection here, the original keeps it */
    decision: z.enum(["moved", "copy"]),
  }),
  output: Connection,
  errors: ["administrator_required", "conflict"],
  summary: "A person decides what a parked copy is.",
});

export const createBrowserAccess = route({
  name: "collaboration.createBrowserAccess",
  method: "POST",
  path: `${here}/access`,
  input: z.object({}),
  output: BrowserAccess,
  errors: ["not_registered", "parked"],
  summary: "A short token for my browser.",
});

export const collaborationRoutes = [
  getConnection,
  beginConnection,
  confirmConnection,
  cancelConnection,
  disconnect,
  resolveCopy,
  createBrowserAccess,
];
