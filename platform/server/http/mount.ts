import cors from "@fastify/cors";
import type { Route } from "@veche/kernel";
import { AppError } from "@veche/kernel";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Invoker } from "./invoker.ts";
import { requireSameOrigin } from "./origin.ts";

/** Who was recognised in a request. */
export type Caller<Actor> = Actor | null;

export interface MountOptions<B extends { readonly route: Route }, Actor, Connection> {
  readonly invoker: Invoker<B, Actor, Connection>;
  /**
   * Recognises who calls a route that is not public.
   * @returns null when nobody is signed in @throws AppError unauthenticated
   */
  readonly authenticate: (request: FastifyRequest, route: Route) => Promise<Caller<Actor>>;
  /** pages of other origins may call, with a token and never with cookies */
  readonly isCrossOrigin?: boolean;
}

const unsafeMethods: ReadonlySet<string> = new Set(["POST", "PUT", "PATCH", "DELETE"]);
const bodyMethods: ReadonlySet<string> = new Set(["POST", "PUT", "PATCH"]);
const preflightSeconds = 7200;
/** An application may send all its people at once; a person does not. */
const applicationBodyLimitBytes = 64 * 1024 * 1024;

/** Serves every binding by HTTP at the path of its route. */
export async function mount<B extends { readonly route: Route }, Actor, Connection>(
  fastify: FastifyInstance,
  options: MountOptions<B, Actor, Connection>,
): Promise<void> {
  await fastify.register(async (scope) => {
    if (options.isCrossOrigin)
      await scope.register(cors, { origin: "*", maxAge: preflightSeconds, allowedHeaders: ["authorization", "content-type"] });
    for (const { route } of options.invoker.bindings) serveRoute(scope, options, route);
  });
}

/** Who calls is known before anything of the body is read: a stranger costs no memory. */
function serveRoute<B extends { readonly route: Route }, Actor, Connection>(
  scope: FastifyInstance,
  options: MountOptions<B, Actor, Connection>,
  route: Route,
): void {
  const callers = new WeakMap<FastifyRequest, Caller<Actor>>();
  scope.route({
    method: route.method,
    url: route.path,
    ...(route.actor === "application" && { bodyLimit: applicationBodyLimitBytes }),
    onRequest: async (request, reply) => {
      try {
        callers.set(request, await recognise(options, route, request));
      } catch (error) {
        // what is still on its way is not waited for
        if (hasBody(request)) reply.header("connection", "close");
        throw error;
      }
    },
    handler: (request, reply) => handle(options, route, { request, reply, actor: callers.get(request) ?? null }),
  });
}

/** @throws AppError unauthenticated for nobody, forbidden for a page of another origin */
async function recognise<B extends { readonly route: Route }, Actor, Connection>(
  options: MountOptions<B, Actor, Connection>,
  route: Route,
  request: FastifyRequest,
): Promise<Caller<Actor>> {
  if (unsafeMethods.has(route.method) && request.headers.authorization === undefined) requireSameOrigin(request.headers, request.host);
  if (route.actor === "public") return null;
  const caller = await options.authenticate(request, route);
  if (caller === null) throw new AppError("unauthenticated");
  return caller;
}

function hasBody({ headers }: FastifyRequest): boolean {
  return headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;
}

async function handle<B extends { readonly route: Route }, Actor, Connection>(
  options: MountOptions<B, Actor, Connection>,
  route: Route,
  { request, reply, actor }: { readonly request: FastifyRequest; readonly reply: FastifyReply; readonly actor: Caller<Actor> },
): Promise<FastifyReply> {
  const gone = new AbortController();
  reply.raw.once("close", () => !reply.raw.writableFinished && gone.abort());
  const call = { actor, requestId: request.id, address: request.ip, signal: gone.signal, http: { request, reply } };
  const output = await options.invoker.invoke(route.name, readInput(request), call);
  return reply.type("application/json; charset=utf-8").send(JSON.stringify(output ?? {}));
}

/** The flat input: path parameters win over the query or the body. */
function readInput(request: FastifyRequest): unknown {
  const given = bodyMethods.has(request.method) ? request.body : request.query;
  if (given === undefined || given === null) return { ...(request.params as object) };
  if (typeof given !== "object" || Array.isArray(given)) {
    throw new AppError("invalid", { field: "", issues: [{ path: "", reason: "invalid_type", expected: "object" }] });
  }
  return { ...given, ...(request.params as object) };
}
