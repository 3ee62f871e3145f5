import { AppError } from "@veche/kernel";
import { Agent, request, type Dispatcher } from "undici";
import { checkLiteralAddress, createGuardedLookup } from "./addresses.ts";

export interface OutsideOptions {
  readonly method?: "GET" | "POST" | "PUT" | "DELETE";
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** for peers the administrator named himself, never for addresses people typed */
  readonly allowPrivate?: boolean;
  readonly maxBytes?: number;
  /** for everything together, redirects included */
  readonly timeoutMs?: number;
  /** how many redirects are followed; each target is checked like the first; only GET follows */
  readonly redirects?: number;
}

export interface OutsideAnswer {
  /** of the last answer */
  readonly url: string;
  readonly status: number;
  /** names in small letters; the last of repeated ones */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

const defaultMaxBytes = 1024 * 1024;
const defaultTimeoutMs = 10_000;
const connectTimeoutMs = 5_000;

const agents = { guarded: createAgent(false), open: createAgent(true) };

/**
 * A request to a server that somebody named: scheme, resolved address, redirects, size and time are bounded.
 * @throws AppError invalid (not http or https, or with credentials), forbidden `private_address`, server_unreachable,
 *   bad_gateway `too_long`, `too_many_redirects`, `timeout`
 */
export async function fetchOutside(url: string, options: OutsideOptions = {}): Promise<OutsideAnswer> {
  const signal = AbortSignal.timeout(options.timeoutMs ?? defaultTimeoutMs);
  let target = parseTarget(url);
  let redirectsLeft = options.redirects ?? 0;
  for (;;) {
    const answer = await send(target, options, signal);
    const location = answer.headers["location"];
    const isRedirect = answer.status >= 300 && answer.status < 400 && location !== undefined && (options.method ?? "GET") === "GET";
    if (!isRedirect || !options.redirects) return answer;
    if (redirectsLeft === 0) throw new AppError("bad_gateway", { reason: "too_many_redirects", url });
    redirectsLeft -= 1;
    target = parseTarget(location, target);
  }
}

function parseTarget(url: string, base?: URL): URL {
  const target = URL.parse(url, base?.href);
  const isUsable =
    target && (target.protocol === "https:" || target.protocol === "http:") && target.username === "" && target.password === "";
  if (!isUsable) throw new AppError("invalid", { field: "url", issues: [{ path: "url", reason: "url" }] });
  return target;
}

async function send(target: URL, options: OutsideOptions, signal: AbortSignal): Promise<OutsideAnswer> {
  if (!options.allowPrivate) checkLiteralAddress(target.hostname);
  const { method = "GET", headers = {}, body = null } = options;
  const dispatcher = options.allowPrivate ? agents.open : agents.guarded;
  try {
    const response = await request(target, { method, headers, body, signal, dispatcher });
    const bytes = await readBounded(response, options.maxBytes ?? defaultMaxBytes);
    return { url: target.href, status: response.statusCode, headers: toHeaders(response.headers), body: bytes };
  } catch (error) {
    throw explain(error, target, signal);
  }
}

async function readBounded({ body }: Dispatcher.ResponseData, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  for await (const chunk of body) {
    sizeBytes += (chunk as Buffer).length;
    if (sizeBytes > maxBytes) {
      body.destroy();
      throw new AppError("bad_gateway", { reason: "too_long", limit: maxBytes, unit: "bytes" });
    }
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}

function toHeaders(headers: Dispatcher.ResponseData["headers"]): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.at(-1)! : (value ?? "")]));
}

function explain(error: unknown, target: URL, signal: AbortSignal): AppError {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) if (cause instanceof AppError) return cause;
  if (signal.aborted) return new AppError("bad_gateway", { reason: "timeout", url: target.origin }, { cause: error });
  return new AppError("server_unreachable", { url: target.origin }, { cause: error });
}

function createAgent(allowPrivate: boolean): Agent {
  return new Agent({
    connect: { lookup: createGuardedLookup(allowPrivate), timeout: connectTimeoutMs },
    connections: 8,
    pipelining: 1,
    keepAliveTimeout: 4_000,
  });
}
