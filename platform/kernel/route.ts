import type * as z from "zod";
import type { ErrorCode } from "./errors.ts";

/** Who may call: anybody, a signed-in person, or a connected application acting for itself. */
export type RouteActor = "public" | "user" | "application";

/**
 * One operation, described once: the server binds it, the SDK calls it, OpenAPI lists it, the live socket carries it.
 * The input is one flat object: path parameters (`:name`), and the query (GET, DELETE) or the JSON body (POST, PUT, PATCH).
 */
export interface Route<Input extends z.ZodType = z.ZodType, Output extends z.ZodType = z.ZodType> {
  /** `feature.verbNoun`, unique; the operationId of OpenAPI */
  readonly name: string;
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** full path from the origin, `/api/collab/conversations/:conversationId` */
  readonly path: string;
  readonly actor: RouteActor;
  readonly input: Input;
  readonly output: Output;
  /** the codes this operation adds to the common ones (invalid, unauthenticated, not_found, too_many_requests, internal) */
  readonly errors: readonly ErrorCode[];
  /** one sentence for the API reference */
  readonly summary: string;
}

/** What a caller gives: defaults may be left out. */
export type RouteInput<R extends Route> = z.input<R["input"]>;
/** What an action gets: parsed, defaults filled. */
export type ParsedInput<R extends Route> = z.output<R["input"]>;
export type RouteOutput<R extends Route> = z.output<R["output"]>;

export function route<Input extends z.ZodType, Output extends z.ZodType>(
  description: Omit<Route<Input, Output>, "errors" | "actor"> & { errors?: readonly ErrorCode[]; actor?: RouteActor },
): Route<Input, Output> {
  return { errors: [], actor: "user", ...description };
}

/** @returns the path with its parameters filled, and what is left of the input for the query or the body */
export function fillPath(path: string, input: Readonly<Record<string, unknown>>): { path: string; rest: Record<string, unknown> } {
  const rest = { ...input };
  const filled = path.replace(/:([A-Za-z]+)/g, (_, name: string) => {
    const value = rest[name];
    delete rest[name];
    return encodeURIComponent(String(value));
  });
  return { path: filled, rest };
}
