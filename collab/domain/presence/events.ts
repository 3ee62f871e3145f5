import { event } from "@veche/kernel";
import * as z from "zod";
import { conversationId } from "../conversations/index.ts";
import { userId } from "../directory/index.ts";
import { Presence } from "./types.ts";

/** To who watches that person; at most one a second for each. */
export const presenceChanged = event("presence.changed", { presence: Presence });
/** To who looks at the conversation, never to the writer himself. */
export const typingStarted = event("typing.started", { conversationId, userId });

export const PresenceEvent = z.discriminatedUnion("type", [presenceChanged, typingStarted]);
export type PresenceEvent = z.output<typeof PresenceEvent>;
