import { newId } from "@veche/kernel";
import type { Benchmark } from "../benchmark.ts";
import { withClosing } from "../closing.ts";
import { describeMachine } from "../measures/machine.ts";
import type { Options } from "../options.ts";
import { startServerProcess } from "../our-server.ts";
import { computeDistribution } from "../players/distribution.ts";
import { TokenSigner } from "../players/token-signer.ts";
import { atMost, round, type Report } from "../report.ts";

const conversationCount = 10_000;
const mineCount = 200;
const messageCount = 1_000_000;
/** From everywhere in the frequencies of a company's texts: in every fifth message, in every hundredth, in few; forms, typos, layouts. */
const queries = [
  "на",
  "по",
  "завтра",
  "договор",
  "посмотрите пожалуйста",
  "письмо",
  "резервная",
  "эстакада",
  "склад срок",
  '"до пятницы"',
  "догов",
  "ljujdjh",
  "лаборатория",
  "гостинница",
  "дивиденд",
  "срок -завтра",
];

export const search: Benchmark = {
  summary: "search in 1,000,000 messages: one conversation, my 200 of 10,000. --seconds N for each, --sends N messages",
  run: measureSearch,
};

function measureSearch(options: Options): Promise<Report> {
  return withClosing(async (closing) => {
    const applicationId = newId();
    const signer = new TokenSigner(applicationId);
    const userIds = Array.from({ length: conversationCount / mineCount }, () => newId());
    const conversations = Array.from({ length: conversationCount }, (_, index) => ({
      id: newId(),
      userIds: [userIds[index % userIds.length]!],
    }));
    const count = options.sendCount ?? messageCount;
    const seed = { applicationId, publicKey: signer.publicKey, userIds, conversations, messageCount: count };
    const server = await startServerProcess(closing, { seed, profileDir: options.profileDir });
    const token = signer.signFor(userIds[0]!);
    const ask = (number: number, isInOne: boolean): Promise<void> =>
      find(
        server.port,
        token,
        queries[number % queries.length]!,
        isInOne ? conversations[(number % mineCount) * userIds.length]!.id : undefined,
      );
    const durationMs = (options.seconds ?? 10) * 1_000;
    const [one, mine] = [
      await measure((number) => ask(number, true), durationMs),
      await measure((number) => ask(number, false), durationMs),
    ];
    const indexedPerSecond = round(count / (server.indexingMs / 1_000));
    return {
      figures: {
        messageCount: count,
        oneConversationMs: one,
        myConversationsMs: mine,
        indexedPerSecond,
        machine: describeMachine(`Node ${process.versions.node}`),
      },
      rows: [
        { figure: "p50 ms, one conversation", value: one.p50 },
        { figure: "p99 ms, one conversation", value: one.p99, must: atMost(5) },
        { figure: `p50 ms, my ${mineCount} conversations`, value: mine.p50 },
        { figure: `p99 ms, my ${mineCount} conversations`, value: mine.p99, must: atMost(60) },
        { figure: "messages indexed a second, without pauses", value: indexedPerSecond },
      ],
      notes: [`${count} messages in ${conversationCount} conversations; whole calls over HTTP, one after another.`],
    };
  });
}

/** One call after another. @returns milliseconds, the first rounds left out */
async function measure(ask: (number: number) => Promise<void>, durationMs: number): Promise<{ p50: number; p95: number; p99: number }> {
  for (let number = 0; number < 3 * queries.length; number += 1) await ask(number);
  const times: number[] = [];
  const endMs = performance.now() + durationMs;
  for (let number = 0; performance.now() < endMs; number += 1) {
    const startMs = performance.now();
    await ask(number);
    times.push(performance.now() - startMs);
  }
  const { p50, p95, p99 } = computeDistribution(times);
  return { p50: round(p50), p95: round(p95), p99: round(p99) };
}

async function find(port: number, token: string, query: string, conversationId: string | undefined): Promise<void> {
  const input = new URLSearchParams({ query, ...(conversationId && { conversationId }) });
  const response = await fetch(`http://127.0.0.1:${port}/api/collab/search/messages?${input}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  const answer = await response.text();
  if (!response.ok) throw new Error(`search answered ${response.status}: ${answer}`);
}
