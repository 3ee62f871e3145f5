import { route } from "@veche/kernel";
import * as z from "zod";
import { conversationId } from "../conversations/index.ts";
import { userId } from "../directory/index.ts";
import { Presence } from "./types.ts";

export const watch = route({
  name: "presence.watch",
  method: "POST",
  path: "/api/collab/presence/watch",
  input: z.object({
    /** people on the screen; replaces the list before */
    userIds: z.array(userId).max(500),
    /** conversations on the screen: typing and read marks come only from these */
    conversationIds: z.array(conversationId).max(20).default([]),
  }),
  output: z.object({ presences: z.array(Presence) }),
  summary: "Says what this connection looks at and answers with the present state. Without a connection it only answers.",
});

export const setPresence = route({
  name: "presence.set",
  method: "PUT",
  path: "/api/collab/presence",
  input: z.object({ state: z.enum(["online", "away", "doNotDisturb"]) }),
  output: z.object({}),
  summary: "Away: this device sees no movement; do not disturb: on all my devices until taken back.",
});

export const startTyping = route({
  name: "presence.startTyping",
  method: "POST",
  path: "/api/collab/conversations/:conversationId/typing",
  input: z.object({ conversationId }),
  output: z.object({}),
  summary: "Shown for six seconds to who looks at the conversation; repeat every four.",
});

export const presenceRoutes = [watch, setPresence, startTyping];
