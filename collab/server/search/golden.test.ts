import { toPlainText } from "@veche/collab-domain/messages";
import { findMessages } from "@veche/collab-domain/search";
import { must } from "@veche/kernel";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connectApplication, openTestHouse, type TestHouse } from "../testing/house.ts";
import { corpus, fillCorpus, people, searcher } from "../testing/golden/corpus.ts";
import { goldenQueries } from "../testing/golden/queries.ts";
import { openSearch } from "./index.ts";

const firstHits = 10;
const deadlineMs = 120_000;

let house: TestHouse;
let token: string;
/** conversations of the searcher */
let ownIds: readonly string[];
const figures: { readonly kind: string; readonly recall: number; readonly reciprocalRank: number }[] = [];

beforeAll(async () => {
  house = await openTestHouse();
  const application = await connectApplication(house, Object.values(people));
  token = await application.tokenOf(must(people[searcher]));
  await fillCorpus(house.database, application);
  const { rows } = await house.database.pool.query<{ id: string }>("select conversation_id id from collab.members where user_id = $1", [
    application.idOf(must(people[searcher])),
  ]);
  ownIds = rows.map(({ id }) => id);
  const indexed = openSearch({
    db: house.database.kysely,
    transact: (run) => house.database.transaction(run),
    handleFault: (error) => {
      throw error;
    },
  });
  await indexed.sweep();
  await indexed.drain();
  await indexed.stop();
}, deadlineMs);
afterAll(async () => {
  await house.stop();
  process.stdout.write(`${summarize()}\n`);
});

function summarize(): string {
  const mean = (values: readonly number[]): string => (values.reduce((sum, value) => sum + value, 0) / values.length).toFixed(3);
  const line = (name: string, of: typeof figures): string =>
    `${name}: ${of.length} queries, recall@10 ${mean(of.map(({ recall }) => recall))}, MRR ${mean(of.map((one) => one.reciprocalRank))}`;
  const kinds = [...new Set(figures.map(({ kind }) => kind))];
  return [
    ...kinds.map((kind) =>
      line(
        kind,
        figures.filter((one) => one.kind === kind),
      ),
    ),
    line("all", figures),
  ].join("\n");
}

/** The texts of the messages that a piece stands in, as they are shown. */
function textsOf(piece: string): readonly string[] {
  const texts = corpus.map(({ text }) => toPlainText(text)).filter((text) => text.includes(piece));
  if (texts.length === 0) throw new Error(`Nobody wrote «${piece}»`);
  return texts;
}

it("there are 150 queries and more", () => expect(goldenQueries.length).toBeGreaterThanOrEqual(150));

describe.each([...new Set(goldenQueries.map(({ kind }) => kind))])("%s", (kind) => {
  it.each(goldenQueries.filter((one) => one.kind === kind))("$query", async ({ query, expected }) => {
    const { hits } = await house.call(findMessages, { query, limit: firstHits }, token);
    const found = hits.map(({ snippet }) => snippet.text);
    const wanted = expected.flatMap(textsOf);
    if (wanted.length === 0) {
      expect(found).toEqual([]);
      return;
    }
    const ranks = wanted.map((text) => found.indexOf(text)).filter((rank) => rank >= 0);
    figures.push({ kind, recall: ranks.length / wanted.length, reciprocalRank: ranks.length > 0 ? 1 / (Math.min(...ranks) + 1) : 0 });
    expect(found).toEqual(expect.arrayContaining(wanted));
    for (const hit of hits) expect(ownIds).toContain(hit.conversationId);
  });
});
