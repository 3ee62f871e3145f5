import { AppError, type Route } from "@veche/kernel";
import type { FastifyReply, FastifyRequest } from "fastify";
import { toIssueDetails } from "./issues.ts";

/** Who calls and from where; the same for HTTP and for the live socket. */
export interface Call<Actor, Connection = unknown> {
  /** null on public routes */
  readonly actor: Actor | null;
  readonly requestId: string;
  /** network address of the caller */
  readonly address: string;
  /** ends when the caller has gone */
  readonly signal?: AbortSignal;
  /** set when the call came through the live socket */
  readonly connection?: Connection;
  /** set when the call came by HTTP: for cookies */
  readonly http?: { readonly request: FastifyRequest; readonly reply: FastifyReply };
}

export interface InvokerOptions<B extends { readonly route: Route }, Actor, Connection> {
  readonly bindings: readonly B[];
  /** Makes the context (and the transaction) that the binding wants and runs its action. */
  readonly run: (binding: B, input: unknown, call: Call<Actor, Connection>) => Promise<unknown>;
  /** checks each output by its schema: in tests and development */
  readonly isOutputChecked?: boolean;
}

/** Runs bindings by the names of their routes. */
export interface Invoker<B extends { readonly route: Route }, Actor, Connection = unknown> {
  readonly bindings: readonly B[];
  find(name: string): B | undefined;
  /**
   * Parses the input once and runs the action.
   * @throws AppError not_found for an unknown name; invalid; what the action throws
   */
  invoke(name: string, input: unknown, call: Call<Actor, Connection>): Promise<unknown>;
}

/** @throws Error when two bindings share a name */
export function createInvoker<B extends { readonly route: Route }, Actor, Connection = unknown>(
  options: InvokerOptions<B, Actor, Connection>,
): Invoker<B, Actor, Connection> {
  const byName = new Map<string, B>();
  for (const binding of options.bindings) {
    if (byName.has(binding.route.name)) throw new Error(`The route ${binding.route.name} is bound twice.`);
    byName.set(binding.route.name, binding);
  }
  return {
    bindings: options.bindings,
    find: (name) => byName.get(name),
    invoke: async (name, input, call) => {
      const binding = byName.get(name);
      if (!binding) throw new AppError("not_found", { route: name });
      if (binding.route.actor !== "public" && call.actor === null) throw new AppError("unauthenticated");
      const parsed = parseInput(binding.route, input);
      const output = await options.run(binding, parsed, call);
      if (options.isOutputChecked) checkOutput(binding.route, output);
      return output;
    },
  };
}

function parseInput(route: Route, input: unknown): unknown {
  const result = route.input.safeParse(input);
  if (result.success) return result.data;
  throw new AppError("invalid", toIssueDetails(result.error));
}

function checkOutput(route: Route, output: unknown): void {
  const result = route.output.safeParse(output);
  if (!result.success) throw new Error(`The output of ${route.name} breaks its contract: ${result.error.message}`);
}
