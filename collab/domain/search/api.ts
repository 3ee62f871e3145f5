import { route } from "@veche/kernel";
import * as z from "zod";
import { ConversationHead } from "../conversations/index.ts";
import { User } from "../directory/index.ts";

export const find = route({
  name: "search.find",
  method: "GET",
  path: "/api/collab/search",
  input: z.object({ query: z.string().trim().min(1).max(100), limit: z.coerce.number().int().min(1).max(20).default(8) }),
  output: z.object({ users: z.array(User), conversations: z.array(ConversationHead) }),
  summary: "People and conversations by part of a name, a typo or the wrong keyboard layout; best first.",
});

export const searchRoutes = [find];
