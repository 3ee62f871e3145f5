export { verifyToken } from "./verify.ts";
export type { Grants, TokenKeys } from "./verify.ts";
export { createToken } from "./create.ts";
