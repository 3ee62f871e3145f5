import type { Database } from "@veche/server/database";
import { openSearch } from "../search/index.ts";
import { corpus } from "./golden/corpus.ts";

const wordsInMessage = 14;
const batchSize = 20_000;

interface Room {
  readonly id: string;
  readonly authorId: string;
}

/** Fills the conversations of an application, in turns, with texts of words as often as people use them, 20 seconds apart. */
export async function seedMessages(database: Database, applicationId: string, count: number): Promise<void> {
  const words = corpus.flatMap(({ text }) => text.match(/[\p{L}\p{Nd}]+/gu) ?? []);
  const pickWord = (): string => words[Math.floor(Math.random() * words.length)]!;
  const writeText = (): string => Array.from({ length: wordsInMessage }, pickWord).join(" ");
  const { rows: rooms } = await database.pool.query<Room>(
    `select distinct on (conversation_id) conversation_id id, user_id "authorId" from collab.members where application_id = $1`,
    [applicationId],
  );
  for (let start = 0; start < count; start += batchSize) {
    const numbers = Array.from({ length: Math.min(batchSize, count - start) }, (_, index) => start + index);
    const roomOf = (number: number): Room => rooms[number % rooms.length]!;
    await database.pool.query(
      `insert into collab.messages (application_id, conversation_id, seq, id, change_seq, author_id, created_at, text)
       select $1, conversation_id, seq, gen_random_uuid(), seq, author_id, now() - age * interval '20 seconds', text
       from unnest($2::uuid[], $3::int[], $4::uuid[], $5::int[], $6::text[]) m (conversation_id, seq, author_id, age, text)`,
      [
        applicationId,
        numbers.map((number) => roomOf(number).id),
        numbers.map((number) => Math.floor(number / rooms.length) + 1),
        numbers.map((number) => roomOf(number).authorId),
        numbers.map((number) => count - number),
        numbers.map(writeText),
      ],
    );
  }
  await database.pool.query(
    `update collab.conversations c set last_seq = m.seq, change_seq = m.seq, last_message_at = m.created_at
     from (select conversation_id, max(seq) seq, max(created_at) created_at from collab.messages where application_id = $1 group by 1) m
     where c.application_id = $1 and c.id = m.conversation_id`,
    [applicationId],
  );
  await database.pool.query("analyze");
}

/** Indexes everything without pauses. @returns how long it took */
export async function indexMessages(database: Database): Promise<number> {
  const startMs = performance.now();
  const search = openSearch({
    db: database.kysely,
    transact: (run) => database.transaction(run),
    handleFault: (error) => {
      throw error;
    },
  });
  await search.sweep();
  await search.drain();
  await search.stop();
  await database.pool.query("vacuum analyze");
  return performance.now() - startMs;
}
