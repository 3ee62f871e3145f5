import { instantSchema } from "@veche/kernel";
import * as z from "zod";
import { userId } from "../directory/index.ts";

export const presenceStates = ["online", "away", "doNotDisturb", "offline"] as const;
export const Presence = z.object({
  userId,
  state: z.enum(presenceStates),
  /** when somebody offline was last connected; null: never or not known */
  lastSeenAt: instantSchema.nullable(),
});
export type Presence = z.output<typeof Presence>;
