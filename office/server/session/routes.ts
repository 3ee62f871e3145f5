import * as api from "@veche/office-domain/session";
import { bindPerson, bindPublic, bindSteps, type Binding } from "../binding.ts";
import * as factor from "./factor-actions.ts";
import { loadMeans } from "./means.ts";
import * as passkeys from "./passkey-actions.ts";
import * as reset from "./reset-actions.ts";
import * as sessions from "./session-actions.ts";
import * as signing from "./sign-in-actions.ts";

export const sessionBindings: readonly Binding[] = [
  bindPublic(api.signIn, signing.signIn),
  bindPublic(api.beginPasskeySignIn, passkeys.beginPasskeySignIn),
  bindPublic(api.signInWithPasskey, passkeys.signInWithPasskey),
  bindSteps(api.signOut, sessions.signOut),
  bindSteps(api.changePassword, signing.changePassword),
  bindPerson(api.listSessions, sessions.listSessions),
  bindPerson(api.endSession, sessions.endSession),
  bindPerson(api.endOtherSessions, sessions.endOtherSessions),
  bindPerson(api.getSignInMeans, (ctx) => loadMeans(ctx, ctx.actor.personId)),
  bindSteps(api.beginSecondFactor, factor.beginSecondFactor),
  bindSteps(api.confirmSecondFactor, factor.confirmSecondFactor),
  bindSteps(api.renewRecoveryCodes, factor.renewRecoveryCodes),
  bindSteps(api.removeSecondFactor, factor.removeSecondFactor),
  bindSteps(api.beginPasskey, passkeys.beginPasskey),
  bindSteps(api.addPasskey, passkeys.addPasskey),
  bindPerson(api.renamePasskey, passkeys.renamePasskey),
  bindPerson(api.removePasskey, passkeys.removePasskey),
  bindPerson(api.describeSignIn, reset.describeSignIn),
  bindPerson(api.resetSignIn, reset.resetSignIn),
];
