import { find as findRoute } from "@veche/collab-domain/search";
import type { ParsedInput, RouteOutput } from "@veche/kernel";
import { bindUser, type Binding } from "../binding.ts";
import type { UserContext } from "../context.ts";
import { listConversations } from "../conversations/index.ts";
import { listUsers } from "../directory/index.ts";

/** People and conversations that a person may see, by what he may have meant. */
async function find(ctx: UserContext, { query, limit }: ParsedInput<typeof findRoute>): Promise<RouteOutput<typeof findRoute>> {
  const users = await listUsers(ctx, { query, limit });
  const conversations = await listConversations(ctx, { folder: "all", query, limit });
  return { users: [...users.items], conversations: [...conversations.items] };
}

export const searchBindings: readonly Binding[] = [bindUser(findRoute, find)];
