import { AppError, fillPath, parseErrorBody } from "@veche/kernel";
import type { Route, RouteInput, RouteOutput } from "@veche/kernel";

/**
 * Runs a route over HTTP with the session of this browser. Every call carries a header of ours, which no foreign page can send
 * without asking first: a request that changes something cannot be forged.
 * @throws AppError as the server reports it; `unavailable` when there is no answer
 */
export async function callRoute<R extends Route>(
  route: R,
  input: RouteInput<R>,
  options: { signal?: AbortSignal } = {},
): Promise<RouteOutput<R>> {
  const sentAtMs = performance.now();
  const response = await send(route, input ?? {}, options.signal);
  const body: unknown = await response.json().catch(() => null);
  if (response.ok) return body as RouteOutput<R>;
  const error = body === null ? new AppError(response.status >= 502 ? "unavailable" : "internal") : parseErrorBody(body);
  if (error.code === "unauthenticated") for (const listener of signedOutListeners) listener(sentAtMs);
  throw error;
}

const signedOutListeners = new Set<(sentAtMs: number) => void>();

/** Hears whenever a call is answered that nobody is signed in, and by the clock of the page when it was sent. @returns how to stop */
export function onSignedOut(listener: (sentAtMs: number) => void): () => void {
  signedOutListeners.add(listener);
  return () => void signedOutListeners.delete(listener);
}

async function send(route: Route, input: Record<string, unknown>, signal: AbortSignal | undefined): Promise<Response> {
  const { path, rest } = fillPath(route.path, input);
  const hasBody = route.method === "POST" || route.method === "PUT" || route.method === "PATCH";
  const headers: Record<string, string> = { accept: "application/json", "x-requested-with": "veche" };
  if (hasBody) headers["content-type"] = "application/json";
  try {
    return await fetch(hasBody ? path : path + toQuery(rest), {
      method: route.method,
      headers,
      credentials: "same-origin",
      ...(hasBody ? { body: JSON.stringify(rest) } : {}),
      ...(signal ? { signal } : {}),
    });
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw new AppError("unavailable", {}, { cause });
  }
}

/** @returns `?a=1&b=2` without the fields that are not given; a list repeats its name; a composed value travels as JSON */
export function toQuery(input: Readonly<Record<string, unknown>>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(input)) {
    for (const item of Array.isArray(value) ? value : [value]) {
      if (item !== undefined && item !== null) query.append(name, typeof item === "object" ? JSON.stringify(item) : String(item));
    }
  }
  return query.size === 0 ? "" : `?${query.toString()}`;
}
