import { newId } from "@veche/kernel";
import type { Benchmark } from "../benchmark.ts";
import { withClosing } from "../closing.ts";
import { describeMachine, measureCpuSeconds } from "../measures/index.ts";
import type { Options } from "../options.ts";
import { startServerProcess } from "../our-server.ts";
import { computeDistribution, TokenSigner } from "../players/index.ts";
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
      await measure((number) => ask(number, true), server.pid, durationMs),
      await measure((number) => ask(number, false), server.pid, durationMs),
    ];
    const indexedPerSecond = round(count / (server.indexingMs / 1_000));
    return {
      figures: {
        messageCount: count,
        oneConversation: one,
        myConversations: mine,
        indexedPerSecond,
        machine: describeMachine(`Node ${process.versions.node}`),
      },
      rows: [
        { figure: "p50 ms, one conversation", value: one.p50Ms },
        { figure: "p99 ms, one conversation", value: one.p99Ms, must: atMost(5) },
        { figure: "CPU ms a search, one conversation", value: one.cpuMs },
        { figure: `p50 ms, my ${mineCount} conversations`, value: mine.p50Ms },
        { figure: `p99 ms, my ${mineCount} conversations`, value: mine.p99Ms, must: atMost(60) },
        { figure: `CPU ms a search, my ${mineCount} conversations`, value: mine.cpuMs },
        { figure: "messages indexed a second, without pauses", value: indexedPerSecond },
      ],
      notes: [`${count} messages in ${conversationCount} conversations; whole calls over HTTP, one after another.`],
    };
  });
}

interface Measured {
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
  /** of the server with its database, for one call */
  readonly cpuMs: number;
}

/** One call after another, the first rounds left out. */
async function measure(ask: (number: number) => Promise<void>, pid: number, durationMs: number): Promise<Measured> {
  for (let number = 0; number < 3 * queries.length; number += 1) await ask(number);
  const times: number[] = [];
  const spentSeconds = measureCpuSeconds(pid);
  const endMs = performance.now() + durationMs;
  for (let number = 0; performance.now() < endMs || number % queries.length !== 0; number += 1) {
    const startMs = performance.now();
    await ask(number);
    times.push(performance.now() - startMs);
  }
  const cpuMs = ((measureCpuSeconds(pid) - spentSeconds) * 1_000) / times.length;
  const { p50, p95, p99 } = computeDistribution(times);
  return { p50Ms: round(p50), p95Ms: round(p95), p99Ms: round(p99), cpuMs: round(cpuMs) };
}

async function find(port: number, token: string, query: string, conversationId: string | undefined): Promise<void> {
  const input = new URLSearchParams({ query, ...(conversationId && { conversationId }) });
  const response = await fetch(`http://127.0.0.1:${port}/api/collab/search/messages?${input}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  const answer = await response.text();
  if (!response.ok) throw new Error(`search answered ${response.status}: ${answer}`);
}
