export { describeRoutes } from "./describe.ts";
export type { ApiInfo } from "./describe.ts";
