import { listConversationChanges, listConversations } from "@veche/collab-domain/conversations";
import type { ConversationHead } from "@veche/collab-domain/conversations";
import type { Route } from "@veche/kernel";
import { expect, test } from "vitest";
import type { Call } from "./caller.ts";
import { LiveList } from "./list.ts";
import { buildHead } from "./testing-head.ts";

/** Answers as a server does that holds these conversations, and knows no change since any cursor newer than its own. */
function buildServer(cursor: string, items: ConversationHead[]): { call: Call; asked: string[] } {
  const asked: string[] = [];
  const answer = (route: Route, { since }: { since?: string }): unknown => {
    asked.push(route.name);
    if (route.name === listConversations.name) return { items, next: null, changesCursor: cursor };
    if (route.name !== listConversationChanges.name) throw new Error(`${route.name} was not expected`);
    return { heads: [], goneIds: [], cursor, isComplete: BigInt(since!) <= BigInt(cursor) };
  };
  return { asked, call: (async (route: Route, input: object) => answer(route, input)) as Call };
}

test("a list is taken anew when the server was put back to an older state, and nothing of the newer one remains", async () => {
  const [kept, lost] = [buildHead("Планёрка"), buildHead("Новое")];
  const newer = buildServer("2000", [{ ...kept, title: "Переименована", lastSeq: 7 }, lost]);
  const older = buildServer("1000", [kept]);
  let server = newer;
  const list = new LiveList(((route: Route, input: object) => server.call(route, input as never)) as Call);
  await list.refresh();
  server = older;
  await list.refresh();
  expect(list.state.getSnapshot().heads).toEqual([kept]);
  older.asked.length = 0;
  await list.refresh();
  expect(older.asked).toEqual([listConversationChanges.name]);
});
