import { find as findRoute, findMessages as findMessagesRoute } from "@veche/collab-domain/search";
import type { ParsedInput, RouteOutput } from "@veche/kernel";
import { bindReader, bindUser, type Binding } from "../binding.ts";
import type { Db, UserContext } from "../context.ts";
import { listConversations } from "../conversations/index.ts";
import { listUsers } from "../directory/index.ts";
import { findMessages } from "./find-messages.ts";
import { deleteTextsOfRemovedFiles, type Place } from "./index-store.ts";
import { keepFileText, SearchIndexer, type IndexerParts } from "./indexer.ts";

/** People and conversations that a person may see, by what he may have meant. */
async function find(ctx: UserContext, { query, limit }: ParsedInput<typeof findRoute>): Promise<RouteOutput<typeof findRoute>> {
  const users = await listUsers(ctx, { query, limit });
  const conversations = await listConversations(ctx, { folder: "all", query, limit });
  return { users: [...users.items], conversations: [...conversations.items] };
}

export interface Search {
  readonly bindings: readonly Binding[];
  /** Messages of a conversation have changed: they will be found soon. */
  note(place: Place): void;
  /** Finds what is not indexed yet, whoever wrote it. */
  sweep(): Promise<void>;
  /** Indexes at once what is known to have changed. */
  drain(): Promise<void>;
  /** Keeps the text of a file: messages that it hangs on are found by it. Harmless to repeat. */
  keepFileText(file: Parameters<typeof keepFileText>[1]): Promise<void>;
  /** Takes away what nobody needs any more. */
  clean(db: Db): Promise<void>;
  stop(): Promise<void>;
}

/** Search of people, conversations and messages. Its index follows the messages a moment later. */
export function openSearch(parts: IndexerParts): Search {
  const indexer = new SearchIndexer(parts);
  return {
    bindings: [bindUser(findRoute, find), bindReader(findMessagesRoute, findMessages)],
    note: (place) => indexer.note(place),
    sweep: () => indexer.sweep(),
    drain: () => indexer.drain(),
    keepFileText: (file) => keepFileText(parts, file),
    clean: deleteTextsOfRemovedFiles,
    stop: () => indexer.stop(),
  };
}
