import { AppError, fillPath, parseErrorBody } from "@veche/kernel";
import type { Route, RouteInput, RouteOutput } from "@veche/kernel";

export interface CallOptions {
  readonly token?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  /** default 30 s */
  readonly timeoutMs?: number;
}

/**
 * Calls one operation of a collaboration server over HTTP.
 * @param origin `https://chat.example.com`, or empty in a browser for the page's own
 * @throws AppError what the server said; server_unreachable (url) when nothing answered in time; server_unknown (url) when
 * something else than a collaboration server answered
 */
export async function callRoute<R extends Route>(
  origin: string,
  route: R,
  input: RouteInput<R>,
  options: CallOptions = {},
): Promise<RouteOutput<R>> {
  const response = await send(origin, route, input as Record<string, unknown>, options);
  const body = await readJson(response, origin);
  if (!response.ok) throw parseErrorBody(body);
  return body as RouteOutput<R>;
}

async function send(origin: string, route: Route, input: Record<string, unknown>, options: CallOptions): Promise<Response> {
  const { path, rest } = fillPath(route.path, input);
  const isQuery = route.method === "GET" || route.method === "DELETE";
  const timeout = AbortSignal.timeout(options.timeoutMs ?? 30_000);
  try {
    return await fetch(`${origin}${path}${isQuery ? toQuery(rest) : ""}`, {
      method: route.method,
      headers: {
        ...(isQuery ? {} : { "content-type": "application/json" }),
        ...(options.token ? { authorization: `Bearer ${options.token}` } : {}),
      },
      ...(isQuery ? {} : { body: JSON.stringify(rest) }),
      signal: options.signal ? AbortSignal.any([options.signal, timeout]) : timeout,
      redirect: "error",
      credentials: "omit",
    });
  } catch (cause) {
    if (options.signal?.aborted) throw cause;
    throw new AppError("server_unreachable", { url: origin }, { cause });
  }
}

function toQuery(input: Readonly<Record<string, unknown>>): string {
  const given = Object.entries(input).filter(([, value]) => value !== undefined);
  return given.length === 0 ? "" : `?${new URLSearchParams(given.map(([name, value]) => [name, String(value)]))}`;
}

async function readJson(response: Response, origin: string): Promise<unknown> {
  try {
    return await response.json();
  } catch (cause) {
    throw new AppError(
      response.status >= 500 ? "server_unreachable" : "server_unknown",
      { url: origin, status: response.status },
      { cause },
    );
  }
}
