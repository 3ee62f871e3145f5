import { AppError } from "@veche/kernel";
import type { Route, RouteInput, RouteOutput } from "@veche/kernel";
import { callRoute } from "../call/index.ts";
import type { AccessKeeper } from "./access.ts";
import type { Connection } from "./connection.ts";

export type Call = <R extends Route>(route: R, input: RouteInput<R>, options?: { signal?: AbortSignal }) => Promise<RouteOutput<R>>;

/** Calls go through the socket while there is one, else over HTTP; an ended token is renewed once. */
export function createCall(origin: string, access: AccessKeeper, connection: Connection): Call {
  const overHttp: Call = async (route, input, options) =>
    callRoute(origin, route, input, { token: await access.getToken(), signal: options?.signal });
  return async (route, input, options) => {
    if (connection.status.getSnapshot() === "online") return (await connection.call(route.name, input, options?.signal)) as never;
    try {
      return await overHttp(route, input, options);
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== "unauthenticated") throw error;
      access.forget();
      return overHttp(route, input, options);
    }
  };
}
