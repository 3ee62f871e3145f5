export { callRoute, onSignedOut, toQuery } from "./call.ts";
export { createQueryClient, routeKey, useRoute, useRouteMutation } from "./hooks.ts";
