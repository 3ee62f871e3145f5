import type { Problem } from "./state.ts";

type Device = "microphone" | "camera" | "screen";

/** What a refusal of the browser means. @see https://www.w3.org/TR/mediacapture-streams/#dom-mediadevices-getusermedia */
export function toProblem(device: Device, error: unknown): Problem | null {
  if (!globalThis.isSecureContext) return "insecure";
  const name = error instanceof Error ? error.name : "";
  // Whoever closes the choice of a screen has changed his mind.
  if (device === "screen") return name === "NotAllowedError" || name === "AbortError" ? refusedScreen(error) : "screenMissing";
  if (name === "NotAllowedError" || name === "SecurityError") return `${device}Denied`;
  if (name === "NotReadableError" || name === "TrackStartError" || name === "AbortError") return `${device}Taken`;
  return `${device}Missing`;
}

function refusedScreen(error: unknown): Problem | null {
  return error instanceof Error && /system/i.test(error.message) ? "screenDenied" : null;
}
