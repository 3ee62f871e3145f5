import { route } from "@veche/kernel";
import * as z from "zod";
import { Me, password, personId } from "../directory/index.ts";
import { CredentialOptions, NewCredential, passkeyId, passkeyName, SessionSummary, SignInMeans, UsedCredential } from "./types.ts";

const here = "/api/office";
/** Repeated before what would let a finder of an open page stay in. Of an existing password only the length is bounded. */
const myPassword = z.string().max(1000);
const code = z.string().trim().max(40);
const nothing = z.object({});

export const signIn = route({
  name: "session.signIn",
  method: "POST",
  path: `${here}/session`,
  actor: "public",
  input: z.object({
    login: z.string().max(100),
    password: z.string().max(1000),
    /** of the second factor: six figures, or a recovery code */
    code: code.optional(),
  }),
  output: Me,
  errors: ["credentials_wrong", "second_factor_required", "second_factor_wrong"],
  summary: "Starts a session (HttpOnly cookie); an earlier session of this browser ends.",
});

export const beginPasskeySignIn = route({
  name: "session.beginPasskeySignIn",
  method: "POST",
  path: `${here}/session/passkey/begin`,
  actor: "public",
  input: nothing,
  output: CredentialOptions,
  errors: ["conflict"],
  summary:
    "What the browser needs to ask for a passkey; good for one attempt. `conflict {reason: passkeys_impossible}` at an address without passkeys.",
});

export const signInWithPasskey = route({
  name: "session.signInWithPasskey",
  method: "POST",
  path: `${here}/session/passkey`,
  actor: "public",
  input: UsedCredential,
  output: Me,
  errors: ["passkey_wrong"],
  summary: "Starts a session with a passkey, which is both factors at once.",
});

export const signOut = route({
  name: "session.signOut",
  method: "DELETE",
  path: `${here}/session`,
  input: nothing,
  output: nothing,
  summary: "Ends this session and its sockets.",
});

export const changePassword = route({
  name: "session.changePassword",
  method: "POST",
  path: `${here}/me/password`,
  input: z.object({ current: myPassword, next: password }),
  output: nothing,
  errors: ["credentials_wrong"],
  summary: "Gives me another password and ends my other sessions.",
});

export const listSessions = route({
  name: "session.list",
  method: "GET",
  path: `${here}/me/sessions`,
  input: nothing,
  output: z.object({ items: z.array(SessionSummary) }),
  summary: "Where I am signed in, last used first.",
});

export const endSession = route({
  name: "session.end",
  method: "DELETE",
  path: `${here}/me/sessions/:id`,
  input: z.object({ id: z.string().max(100) }),
  output: nothing,
  summary: "Signs me out there.",
});

export const endOtherSessions = route({
  name: "session.endOthers",
  method: "DELETE",
  path: `${here}/me/sessions`,
  input: nothing,
  output: z.object({ endedCount: z.number().int() }),
  summary: "Signs me out everywhere but here.",
});

export const getSignInMeans = route({
  name: "session.getMeans",
  method: "GET",
  path: `${here}/me/sign-in`,
  input: nothing,
  output: SignInMeans,
  summary: "How I sign in beside my password.",
});

export const beginSecondFactor = route({
  name: "session.beginSecondFactor",
  method: "POST",
  path: `${here}/me/second-factor`,
  input: z.object({ password: myPassword }),
  output: z.object({
    /** base32, for typing into the authenticator */
    secret: z.string(),
    /** the same for a QR code. @see https://github.com/google/google-authenticator/wiki/Key-Uri-Format */
    uri: z.string(),
  }),
  errors: ["credentials_wrong", "conflict"],
  summary: "Makes a secret for an authenticator app; it counts after the first right code. `conflict {reason: already_on}`.",
});

const RecoveryCodes = z.object({ recoveryCodes: z.array(z.string()) });

export const confirmSecondFactor = route({
  name: "session.confirmSecondFactor",
  method: "POST",
  path: `${here}/me/second-factor/confirm`,
  input: z.object({ code }),
  output: RecoveryCodes,
  errors: ["second_factor_wrong", "conflict"],
  summary: "From now on a code is asked at sign-in. The recovery codes are shown this once.",
});

export const renewRecoveryCodes = route({
  name: "session.renewRecoveryCodes",
  method: "POST",
  path: `${here}/me/second-factor/recovery-codes`,
  input: z.object({ password: myPassword }),
  output: RecoveryCodes,
  errors: ["credentials_wrong", "conflict"],
  summary: "Ten new recovery codes; the earlier ones end. `conflict {reason: not_on}`.",
});

export const removeSecondFactor = route({
  name: "session.removeSecondFactor",
  method: "POST",
  path: `${here}/me/second-factor/remove`,
  input: z.object({ password: myPassword }),
  output: nothing,
  errors: ["credentials_wrong"],
  summary: "No code is asked any more; its recovery codes end.",
});

export const beginPasskey = route({
  name: "session.beginPasskey",
  method: "POST",
  path: `${here}/me/passkeys/begin`,
  input: z.object({ password: myPassword }),
  output: CredentialOptions,
  errors: ["credentials_wrong", "conflict"],
  summary: "What the browser needs to make a passkey; good for one attempt. `conflict {reason: passkeys_impossible | too_many}`.",
});

export const addPasskey = route({
  name: "session.addPasskey",
  method: "POST",
  path: `${here}/me/passkeys`,
  input: z.object({ name: passkeyName, credential: NewCredential }),
  output: SignInMeans,
  errors: ["passkey_wrong", "conflict"],
  summary: "Keeps the passkey the browser has made.",
});

export const renamePasskey = route({
  name: "session.renamePasskey",
  method: "PATCH",
  path: `${here}/me/passkeys/:passkeyId`,
  input: z.object({ passkeyId, name: passkeyName }),
  output: SignInMeans,
  summary: "Gives a passkey of mine another name.",
});

export const removePasskey = route({
  name: "session.removePasskey",
  method: "DELETE",
  path: `${here}/me/passkeys/:passkeyId`,
  input: z.object({ passkeyId }),
  output: SignInMeans,
  summary: "Nobody signs in with this passkey any more.",
});

export const describeSignIn = route({
  name: "session.describeSignIn",
  method: "GET",
  path: `${here}/people/:personId/sign-in`,
  input: z.object({ personId }),
  output: z.object({ hasSecondFactor: z.boolean(), passkeyCount: z.number().int(), sessionCount: z.number().int() }),
  errors: ["forbidden"],
  summary: "How somebody signs in: for who manages users.",
});

export const resetSignIn = route({
  name: "session.resetSignIn",
  method: "POST",
  path: `${here}/people/:personId/sign-in/reset`,
  input: z.object({ personId }),
  output: nothing,
  errors: ["forbidden"],
  summary: "Takes the second factor and the passkeys from somebody who has lost them, and ends his sessions; his password stays.",
});

export const sessionRoutes = [
  signIn,
  beginPasskeySignIn,
  signInWithPasskey,
  signOut,
  changePassword,
  listSessions,
  endSession,
  endOtherSessions,
  getSignInMeans,
  beginSecondFactor,
  confirmSecondFactor,
  renewRecoveryCodes,
  removeSecondFactor,
  beginPasskey,
  addPasskey,
  renamePasskey,
  removePasskey,
  describeSignIn,
  resetSignIn,
];
