import type { ConversationId, Folder, FolderId } from "@veche/collab-domain/conversations";
import type { UserId } from "@veche/collab-domain/directory";
import type { ApplicationId } from "@veche/collab-domain/tenants";
import { sql } from "kysely";
import type { Db } from "../context.ts";
import { visibleTo } from "./access-store.ts";

/** Counts one more change of somebody's folders; who changes them waits for the end of this transaction. */
export async function takeVersion(db: Db, applicationId: ApplicationId, userId: UserId): Promise<number> {
  const { rows } = await sql<{ version: number }>`
    insert into collab.folder_versions as v (application_id, user_id, version) values (${applicationId}, ${userId}, 1)
    on conflict (application_id, user_id) do update set version = v.version + 1
    returning version`.execute(db);
  return rows[0]!.version;
}

export async function readVersion(db: Db, applicationId: ApplicationId, userId: UserId): Promise<number> {
  const { rows } = await sql<{ version: number }>`
    select version from collab.folder_versions where application_id = ${applicationId} and user_id = ${userId}`.execute(db);
  return rows[0]?.version ?? 0;
}

/** In their order, with the conversations that the person sees. */
export async function listFolders(db: Db, applicationId: ApplicationId, userId: UserId): Promise<Folder[]> {
  const { rows } = await sql<Folder>`
    select f.id, f.title, array(
      select fc.conversation_id::text from collab.folder_conversations fc
      join collab.conversations c on c.application_id = fc.application_id and c.id = fc.conversation_id
      where fc.application_id = f.application_id and fc.folder_id = f.id and ${visibleTo(userId)}
      order by 1) "conversationIds"
    from collab.folders f
    where f.application_id = ${applicationId} and f.user_id = ${userId}
    order by f.place, f.id`.execute(db);
  return rows;
}

/** @returns false when the id is taken */
export async function insertFolder(
  db: Db,
  applicationId: ApplicationId,
  userId: UserId,
  made: { readonly id: FolderId; readonly title: string },
): Promise<boolean> {
  const { rows } = await sql`
    insert into collab.folders (application_id, id, user_id, title, place)
    select ${applicationId}::uuid, ${made.id}::uuid, ${userId}::uuid, ${made.title}, coalesce(max(place), 0) + 1
    from collab.folders where application_id = ${applicationId} and user_id = ${userId}
    on conflict do nothing returning id`.execute(db);
  return rows.length === 1;
}

export async function renameFolder(db: Db, applicationId: ApplicationId, id: FolderId, title: string): Promise<void> {
  await sql`update collab.folders set title = ${title} where application_id = ${applicationId} and id = ${id}`.execute(db);
}

export async function deleteFolder(db: Db, applicationId: ApplicationId, id: FolderId): Promise<void> {
  await sql`delete from collab.folders where application_id = ${applicationId} and id = ${id}`.execute(db);
}

/** Numbers folders from 1 in an order; the others follow as they stood. */
export async function orderFolders(db: Db, applicationId: ApplicationId, userId: UserId, ids: readonly FolderId[]): Promise<void> {
  await sql`
    update collab.folders f set place = ordered.place
    from (
      select f.id, row_number() over (order by wanted.place nulls last, f.place, f.id)::int place
      from collab.folders f left join unnest(${[...ids]}::uuid[]) with ordinality wanted (id, place) on wanted.id = f.id
      where f.application_id = ${applicationId} and f.user_id = ${userId}) ordered
    where f.application_id = ${applicationId} and f.id = ordered.id`.execute(db);
}

export async function putIntoFolder(db: Db, applicationId: ApplicationId, id: FolderId, ids: readonly ConversationId[]): Promise<void> {
  await sql`
    insert into collab.folder_conversations (application_id, folder_id, conversation_id)
    select ${applicationId}::uuid, ${id}::uuid, c from unnest(${[...ids]}::uuid[]) c
    on conflict do nothing`.execute(db);
}

export async function takeFromFolder(db: Db, applicationId: ApplicationId, id: FolderId, conversationId: ConversationId): Promise<void> {
  await sql`
    delete from collab.folder_conversations
    where application_id = ${applicationId} and folder_id = ${id} and conversation_id = ${conversationId}`.execute(db);
}
