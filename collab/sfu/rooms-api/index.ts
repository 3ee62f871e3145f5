export { createRoomService } from "./service.ts";
export { toErrorAnswer, TwirpError } from "./twirp.ts";
export type { TwirpAnswer, TwirpMethod } from "./twirp.ts";
