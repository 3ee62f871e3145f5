import { Client, type ClientConfig } from "pg";

/** The expressions that go wrong, without an error, in a database whose locale does not know Cyrillic letters. */
const expectations = [
  { expression: "cardinality(show_trgm('Ёж')) > 0", meaning: "pg_trgm finds Cyrillic letters" },
  { expression: "similarity('договор', 'договора') > 0.5", meaning: "similar Cyrillic words are similar" },
  { expression: "to_tsvector('simple', '«Ромашка»') @@ to_tsquery('simple', 'ромашка')", meaning: "quotation marks are no part of a word" },
] as const;

/**
 * What a database would do wrong with Russian text, empty when all is well. Leaves nothing behind.
 * @throws Error when it cannot be reached or does not offer the extension pg_trgm
 */
export async function findCyrillicFaults(config: ClientConfig): Promise<string[]> {
  const client = new Client(config);
  await client.connect();
  try {
    await client.query("begin");
    await client.query("create extension if not exists pg_trgm");
    const columns = expectations.map(({ expression }) => `(${expression})`).join(", ");
    const { rows } = await client.query<boolean[]>({ text: `select ${columns}`, rowMode: "array" });
    return expectations.filter((_, index) => rows[0]?.[index] !== true).map(({ meaning }) => `not true: ${meaning}`);
  } finally {
    await client.query("rollback").catch(() => undefined);
    await client.end();
  }
}
