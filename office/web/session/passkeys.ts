import type { PublicKeyCredentialCreationOptionsJSON, PublicKeyCredentialRequestOptionsJSON } from "@simplewebauthn/browser";
import { AppError } from "@veche/kernel";
import type { Me } from "@veche/office-domain/directory";
import { addPasskey, beginPasskey, beginPasskeySignIn, signInWithPasskey } from "@veche/office-domain/session";
import type { SignInMeans } from "@veche/office-domain/session";
import { callRoute } from "@veche/web/query";
import { useEffect, useEffectEvent, useState } from "react";
import { tellError } from "../parts/index.ts";

const loadLibrary = () => import("@simplewebauthn/browser");

/** Whether this page may ask the browser for passkeys: they belong to a name, and to https or the own machine. */
export function canUsePasskeys(): boolean {
  const isAddress = /^[\d.]+$|^\[/.test(location.hostname);
  return isSecureContext && !isAddress && typeof PublicKeyCredential === "function";
}

/** Whether somebody has only changed his mind, or the browser gave the question up. */
function isCancelled(error: unknown): boolean {
  return error instanceof Error && (error.name === "NotAllowedError" || error.name === "AbortError");
}

async function askToSignIn(useBrowserAutofill: boolean): Promise<Me> {
  const { startAuthentication } = await loadLibrary();
  const optionsJSON = (await callRoute(beginPasskeySignIn, {})) as unknown as PublicKeyCredentialRequestOptionsJSON;
  const { id, rawId, type, response } = await startAuthentication({ optionsJSON, useBrowserAutofill });
  return callRoute(signInWithPasskey, { id, rawId, type, response });
}

/** Signing in with a passkey: by a button, or by choosing one where the browser suggests names for the login. */
export function usePasskeySignIn(onSignedIn: (me: Me) => void): {
  readonly isOffered: boolean;
  readonly isBusy: boolean;
  readonly signIn: () => void;
} {
  const [isOffered] = useState(canUsePasskeys);
  const [isBusy, setBusy] = useState(false);
  const welcome = useEffectEvent(onSignedIn);
  useEffect(() => {
    if (!isOffered || isBusy) return undefined;
    let isGone = false;
    void suggestPasskeys((me) => !isGone && welcome(me));
    return () => {
      isGone = true;
      void loadLibrary().then(({ WebAuthnAbortService }) => WebAuthnAbortService.cancelCeremony());
    };
  }, [isOffered, isBusy]);
  const signIn = async (): Promise<void> => {
    setBusy(true);
    try {
      onSignedIn(await askToSignIn(false));
    } catch (error) {
      if (!isCancelled(error)) tellError(error);
      setBusy(false);
    }
  };
  return { isOffered, isBusy, signIn: () => void signIn() };
}

/** Waits until a passkey is chosen among the suggestions of the browser. What goes wrong before somebody asked for anything is not told. */
async function suggestPasskeys(onSignedIn: (me: Me) => void): Promise<void> {
  try {
    const { browserSupportsWebAuthnAutofill } = await loadLibrary();
    if (await browserSupportsWebAuthnAutofill()) onSignedIn(await askToSignIn(true));
  } catch (error) {
    if (error instanceof AppError && error.code === "passkey_wrong") tellError(error);
  }
}

/** Has the browser make a passkey and keeps it. @returns null when it was not made after all @throws AppError */
export async function makePasskey(name: string, password: string): Promise<SignInMeans | null> {
  const { startRegistration } = await loadLibrary();
  const optionsJSON = (await callRoute(beginPasskey, { password })) as unknown as PublicKeyCredentialCreationOptionsJSON;
  try {
    const { id, rawId, type, response } = await startRegistration({ optionsJSON });
    const { clientDataJSON, attestationObject, transports = [] } = response;
    return await callRoute(addPasskey, {
      name,
      credential: { id, rawId, type, response: { clientDataJSON, attestationObject, transports } },
    });
  } catch (error) {
    if (isCancelled(error)) return null;
    throw error;
  }
}
