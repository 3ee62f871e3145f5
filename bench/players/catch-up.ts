import { must } from "@veche/kernel";
import { computeDistribution } from "./distribution.ts";
import { LivePlayer } from "./live-player.ts";
import type { CatchUpCounts, Order, Return } from "./orders.ts";

const pageSize = 200;

/** Everybody comes back at the same moment and asks as a browser does: what changed in his list, and in the conversation he looks at. */
export async function catchUp({ port, returns }: Extract<Order, { type: "catchUp" }>): Promise<CatchUpCounts> {
  const startedAtMs = performance.now();
  const came = await Promise.all(returns.map((person) => comeBack(port, person)));
  const durationMs = performance.now() - startedAtMs;
  return {
    durationMs,
    latenciesMs: computeDistribution(came.map(({ durationMs }) => durationMs)),
    messageCount: came.reduce((sum, { messageCount }) => sum + messageCount, 0),
  };
}

async function comeBack(
  port: number,
  { conversationId, token, cursor, changeSeq }: Return,
): Promise<{ durationMs: number; messageCount: number }> {
  const startedAtMs = performance.now();
  const player = await LivePlayer.join(port, conversationId, token);
  const [messageCount] = await Promise.all([
    readChanges(player, conversationId, changeSeq),
    call(player, "conversations.listChanges", { since: cursor }),
  ]);
  const durationMs = performance.now() - startedAtMs;
  player.leave();
  return { durationMs, messageCount };
}

async function readChanges(player: LivePlayer, conversationId: string, changeSeq: number): Promise<number> {
  let messageCount = 0;
  for (let since = changeSeq; ;) {
    const page = await call<{ items: unknown[]; changeSeq: number; isComplete: boolean }>(player, "messages.listChanges", {
      conversationId,
      since,
      limit: pageSize,
    });
    messageCount += page.items.length;
    since = page.changeSeq;
    if (page.isComplete) return messageCount;
  }
}

async function call<Output>(player: LivePlayer, name: string, input: object): Promise<Output> {
  const { output, error } = JSON.parse((await player.call(name, input)).toString()) as { output?: Output; error?: { code: string } };
  if (error) throw new Error(`${name} failed: ${error.code}`);
  return must(output);
}
