import { getConversation, listConversationChanges, listConversations } from "@veche/collab-domain/conversations";
import type { ConversationHead } from "@veche/collab-domain/conversations";
import type { Message } from "@veche/collab-domain/messages";
import { newId, type Route } from "@veche/kernel";
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

test("messages that were missed are asked for with the one that shows it, and once more for what came meanwhile", async () => {
  const head = buildHead("Планёрка");
  const later = (lastSeq: number): ConversationHead => ({ ...head, lastSeq, changeSeq: lastSeq, my: { ...head.my, unreadCount: lastSeq } });
  const answers: PromiseWithResolvers<ConversationHead>[] = [];
  const call = ((route: Route) => {
    if (route.name === listConversations.name) return Promise.resolve({ items: [head], next: null, changesCursor: "1" });
    if (route.name !== getConversation.name) throw new Error(`${route.name} was not expected`);
    answers.push(Promise.withResolvers());
    return answers.at(-1)!.promise;
  }) as Call;
  const list = new LiveList(call);
  await list.refresh({ userId: newId(), groupIds: new Set() });
  const post = (seq: number): void => {
    const posted = { conversationId: head.id, authorId: newId(), seq, changeSeq: seq, text: "", mentions: [], attachments: [] };
    list.handleEvent({ type: "message.posted", message: posted as unknown as Message });
  };
  const counted = (): number[] => list.state.getSnapshot().heads.map(({ lastSeq, my }) => lastSeq * 100 + my.unreadCount);
  post(1);
  expect(counted()).toEqual([101]);
  post(4);
  post(5);
  expect([counted(), answers.length]).toEqual([[101], 1]);
  answers[0]!.resolve(later(4));
  await expect.poll(() => answers.length).toBe(2);
  expect(counted()).toEqual([404]);
  answers[1]!.resolve(later(5));
  await expect.poll(counted).toEqual([505]);
  post(6);
  expect([counted(), answers.length]).toEqual([[606], 2]);
});
