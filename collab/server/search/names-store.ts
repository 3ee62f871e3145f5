import type { ConversationId } from "@veche/collab-domain/conversations";
import type { UserId } from "@veche/collab-domain/directory";
import type { FoundPlace } from "@veche/collab-domain/search";
import type { ApplicationId } from "@veche/collab-domain/tenants";
import { sql } from "kysely";
import type { Db } from "../context.ts";

/** A name as it may have been meant: each word begins a word of the name. One of several readings. */
export type NameReading = readonly string[];

const foldedName = sql`(' ' || regexp_replace(replace(lower(u.full_name || ' ' || u.other_names), 'ё', 'е'), '[^[:alnum:]]', ' ', 'g'))`;
/** @returns patterns of words that begin with these letters and digits */
const toPatterns = (words: NameReading): string[] => words.map((word) => `% ${word}%`);

/** People whom a name fits, ex-colleagues included; by index of the name, at most 20 of each. */
export async function listNamedUsers(
  db: Db,
  applicationId: ApplicationId,
  names: readonly (readonly NameReading[])[],
): Promise<readonly (readonly UserId[])[]> {
  const readings = names.flatMap((all, place) =>
    all.map((words) => ({ place, first: `%${words[0] ?? ""}%`, patterns: toPatterns(words).join("\n") })),
  );
  if (readings.length === 0) return names.map(() => []);
  const { rows } = await sql<{ place: number; userIds: UserId[] }>`
    select place, (array_agg(distinct u.id))[1:20] "userIds"
    from unnest(${readings.map(({ place }) => place)}::int[], ${readings.map(({ first }) => first)}::text[],
      ${readings.map(({ patterns }) => patterns)}::text[]) reading (place, first, patterns)
    join collab.users u on u.application_id = ${applicationId} and u.search_text like reading.first
      and ${foldedName} like all (string_to_array(reading.patterns, E'\n'))
    group by place`.execute(db);
  const byPlace = new Map(rows.map((row) => [row.place, row.userIds]));
  return names.map((_, place) => byPlace.get(place) ?? []);
}

/** Those of some conversations that a title, or the name of the other person, fits. */
export async function filterNamedConversations(
  db: Db,
  applicationId: ApplicationId,
  userId: UserId,
  ids: readonly ConversationId[],
  readings: readonly NameReading[],
): Promise<readonly ConversationId[]> {
  if (readings.length === 0) return [];
  const fits = (name: ReturnType<typeof sql>): ReturnType<typeof sql> =>
    sql`(${sql.join(
      readings.map((words) => sql`${name} like all (${toPatterns(words)}::text[])`),
      sql` or `,
    )})`;
  const { rows } = await sql<{ id: ConversationId }>`
    select c.id from collab.conversations c
    where c.application_id = ${applicationId} and c.id = any(${[...ids]}::uuid[])
      and (${fits(sql`(' ' || regexp_replace(c.search_text, '[^[:alnum:]]', ' ', 'g'))`)} or (c.kind = 'personal' and exists (
        select from collab.members m join collab.users u on u.application_id = m.application_id and u.id = m.user_id
        where m.application_id = c.application_id and m.conversation_id = c.id and m.user_id <> ${userId} and ${fits(foldedName)})))`.execute(
    db,
  );
  return rows.map((row) => row.id);
}

/** What conversations are called; the person must see them. */
export async function listPlaces(db: Db, applicationId: ApplicationId, ids: readonly ConversationId[]): Promise<readonly FoundPlace[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<FoundPlace>`
    select id, kind, title from collab.conversations
    where application_id = ${applicationId} and id = any(${[...ids]}::uuid[])`.execute(db);
  return rows;
}

/** @returns the beginnings of days in a time zone, as instants */
export async function listDayStarts(db: Db, timeZone: string, days: readonly string[]): Promise<readonly Date[]> {
  if (days.length === 0) return [];
  const { rows } = await sql<{ instant: Date }>`
    select day::timestamp at time zone ${timeZone} instant from unnest(${[...days]}::text[]) with ordinality d (day, place) order by place`.execute(
    db,
  );
  return rows.map((row) => row.instant);
}

export async function findTimeZone(db: Db, applicationId: ApplicationId, userId: UserId): Promise<string | undefined> {
  const { rows } = await sql<{ timeZone: string }>`
    select time_zone "timeZone" from collab.users where application_id = ${applicationId} and id = ${userId}`.execute(db);
  return rows[0]?.timeZone;
}
