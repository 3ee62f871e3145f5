import { newId, must } from "@veche/kernel";
import type { Database } from "@veche/server/database";
import type { TestApplication } from "../house.ts";
import company from "./company.json" with { type: "json" };
import { goldenMessages, type GoldenMessage } from "./messages.ts";

/** People of the demonstration company by login. */
export const people: Readonly<Record<string, string>> = company.people;

interface Conversation {
  readonly kind: string;
  readonly title: string;
  readonly members?: readonly string[];
}

const conversations: Readonly<Record<string, Conversation>> = company.conversations;
const companyTexts: readonly GoldenMessage[] = company.messages.map(([conversation, author, text]) => ({
  conversation: must(conversation),
  author: must(author),
  text: must(text),
}));

/** Everything that was written: the texts of the company, then those that queries are about. */
export const corpus: readonly GoldenMessage[] = [...companyTexts, ...goldenMessages];

/** Who searches; he takes part in every group, and in personal conversations of his own. */
export const searcher = "orlov";

/** Puts conversations and messages into the database as if they had been written in this order, a minute apart. */
export async function fillCorpus(database: Database, application: TestApplication): Promise<void> {
  const ids = new Map(Object.keys(conversations).map((key) => [key, newId()]));
  const idOf = (login: string): string => application.idOf(must(people[login]));
  for (const [key, conversation] of Object.entries(conversations))
    await insertConversation(database, application, must(ids.get(key)), conversation);
  const counts = new Map<string, number>();
  const startMs = Date.parse("2026-09-01T06:00:00Z");
  for (const [index, message] of corpus.entries()) {
    const conversationId = must(ids.get(message.conversation));
    const seq = (counts.get(conversationId) ?? 0) + 1;
    counts.set(conversationId, seq);
    const createdAt = message.on ? `${message.on}T09:00:00Z` : new Date(startMs + index * 60_000).toISOString();
    await insertMessage(database, application.id, { conversationId, seq, authorId: idOf(message.author), createdAt, message, idOf });
  }
}

async function insertConversation(database: Database, application: TestApplication, id: string, conversation: Conversation): Promise<void> {
  const members = (conversation.members ?? [searcher]).map((login) => application.idOf(must(people[login])));
  const pairKey = conversation.kind === "personal" ? members.toSorted().join(" ") : null;
  await database.pool.query("insert into collab.conversations (application_id, id, kind, title, pair_key) values ($1, $2, $3, $4, $5)", [
    application.id,
    id,
    conversation.kind,
    conversation.title,
    pairKey,
  ]);
  await database.pool.query("insert into collab.members (application_id, conversation_id, user_id) select $1, $2, unnest($3::uuid[])", [
    application.id,
    id,
    members,
  ]);
}

interface Written {
  readonly conversationId: string;
  readonly seq: number;
  readonly authorId: string;
  readonly createdAt: string;
  readonly message: GoldenMessage;
  readonly idOf: (login: string) => string;
}

async function insertMessage(database: Database, applicationId: string, written: Written): Promise<void> {
  const { conversationId, seq, authorId, createdAt, idOf } = written;
  const { text, files = [], mentions = [] } = written.message;
  const run = (statement: string, values: unknown[]) => database.pool.query(statement, [applicationId, conversationId, seq, ...values]);
  await run(
    `with moved as (update collab.conversations set last_seq = $3, change_seq = $3 where application_id = $1 and id = $2)
     insert into collab.messages (application_id, conversation_id, seq, id, change_seq, author_id, attachment_count, created_at, text)
     values ($1, $2, $3, $4, $3, $5, $6, $7, $8)`,
    [newId(), authorId, files.length, createdAt, text],
  );
  for (const login of mentions) {
    await run(
      `insert into collab.mentions (application_id, conversation_id, seq, principal_id, kind, author_id, created_at)
       values ($1, $2, $3, $4, 'named', $5, $6)`,
      [login === "everybody" ? conversationId : idOf(login), authorId, createdAt],
    );
  }
  for (const [position, file] of files.entries()) await insertFile(database, applicationId, written, position, file);
}

async function insertFile(
  database: Database,
  applicationId: string,
  { conversationId, seq, authorId, createdAt }: Written,
  position: number,
  file: NonNullable<GoldenMessage["files"]>[number],
): Promise<void> {
  const id = newId();
  const mediaType = file.name.endsWith(".jpg") ? "image/jpeg" : "application/octet-stream";
  await database.pool.query(
    `insert into collab.files (application_id, id, uploader_id, name, media_type, size_bytes, blob_hash, created_at, claimed_at)
     values ($1, $2, $3, $4, $5, 1, 'golden', $6, $6)`,
    [applicationId, id, authorId, file.name, mediaType, createdAt],
  );
  await database.pool.query(
    "insert into collab.message_attachments (application_id, conversation_id, seq, position, file_id) values ($1, $2, $3, $4, $5)",
    [applicationId, conversationId, seq, position, id],
  );
  if (file.text === undefined) return;
  await database.pool.query("insert into collab.file_texts (application_id, file_id, text) values ($1, $2, $3)", [
    applicationId,
    id,
    file.text,
  ]);
}
