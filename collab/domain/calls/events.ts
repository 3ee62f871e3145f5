import { event } from "@veche/kernel";
import * as z from "zod";
import { Call } from "./types.ts";

/** A call began, changed or ended: its present state, to everybody who sees the conversation. */
export const callChanged = event("call.changed", { call: Call });

export const CallEvent = z.discriminatedUnion("type", [callChanged]);
export type CallEvent = z.output<typeof CallEvent>;
