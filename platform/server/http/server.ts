import { newId } from "@veche/kernel";
import Fastify, { LogController, type FastifyInstance } from "fastify";
import type { Log } from "../log/index.ts";
import { trustProxies } from "./address.ts";
import { handleError, handleUnknownPath } from "./failures.ts";
import { addSecurityHeaders } from "./security.ts";

export interface HttpOptions {
  readonly log: Log;
  /** reverse proxies whose `X-Forwarded-…` count, joined by commas: addresses, ranges, `loopback`; not given: none */
  readonly trustProxy?: string;
  readonly bodyLimitBytes?: number;
}

const defaultBodyLimitBytes = 1024 * 1024;
const requestTimeoutMs = 120_000;
const longestParameter = 500;

/**
 * The HTTP server of the process: request ids, JSON bodies, failures as `{code, details}`, security headers.
 * `close()` ends it gracefully: answers on their way are finished, idle connections are closed.
 */
export function openHttp(options: HttpOptions): FastifyInstance {
  const fastify = Fastify({
    loggerInstance: options.log,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: "requestId" }),
    genReqId: () => newId(),
    trustProxy: options.trustProxy ?? false,
    bodyLimit: options.bodyLimitBytes ?? defaultBodyLimitBytes,
    connectionTimeout: 0,
    requestTimeout: requestTimeoutMs,
    forceCloseConnections: "idle",
    frameworkErrors: (error, request, reply) => void handleError(error, request, reply),
    routerOptions: { maxParamLength: longestParameter, caseSensitive: true },
  }) as unknown as FastifyInstance;
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser("application/json", { parseAs: "string" }, (request, body, done) => {
    if (body === "") return done(null, undefined);
    return parseJson(request, body as string, done);
  });
  const parseJson = fastify.getDefaultJsonParser("error", "error");
  fastify.setErrorHandler(handleError);
  fastify.setNotFoundHandler(handleUnknownPath);
  addSecurityHeaders(fastify);
  if (options.trustProxy) trustProxies(fastify.server, options.trustProxy);
  return fastify;
}
