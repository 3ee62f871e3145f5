import type * as api from "@veche/collab-domain/directory";
import type { Group, User } from "@veche/collab-domain/directory";
import { AppError, listQueryVariants, must, type Page, type ParsedInput, type RouteOutput } from "@veche/kernel";
import type { ReaderContext, TenantContext } from "../context.ts";
import { readCursor, toPage } from "../paging.ts";
import { containsWords } from "../search-words-store.ts";
import { findApplication } from "../tenants/index.ts";
import * as store from "./store.ts";

export async function getMe(ctx: ReaderContext): Promise<RouteOutput<typeof api.getMe>> {
  const user = must(await store.findUser(ctx.db, ctx.applicationId, { id: ctx.userId }));
  const { id, name, url } = must(await findApplication(ctx.db, ctx.applicationId)).application;
  return { user, application: { id, name, url }, groupIds: [...(await store.listGroupIds(ctx.db, ctx.applicationId, ctx.userId))] };
}

export async function listUsers(ctx: ReaderContext, input: ParsedInput<typeof api.listUsers>): Promise<Page<User>> {
  const after = readCursor(input.cursor);
  const found = await store.listUsers(ctx.db, ctx.applicationId, containsWords("u.search_text", input.query), after, input.limit + 1);
  if (found.length > 0 || after || !input.query?.trim())
    return toPage(found, input.limit, (user) => ({ name: user.fullName, id: user.id }));
  return { items: await findSimilarUsers(ctx, input.query, input.limit), next: null };
}

/** For typing errors: who resembles the text most. */
function findSimilarUsers(ctx: ReaderContext, query: string, limit: number): Promise<User[]> {
  const texts = listQueryVariants(query).map((words) => words.join(" "));
  return store.listSimilarUsers(ctx.db, ctx.applicationId, texts, Math.min(limit, 20));
}

export async function getUsers(ctx: ReaderContext, input: ParsedInput<typeof api.getUsers>): Promise<RouteOutput<typeof api.getUsers>> {
  return { users: [...(await store.listUsersById(ctx.db, ctx.applicationId, input.userIds, input.externalIds))] };
}

export async function listGroups(ctx: ReaderContext, input: ParsedInput<typeof api.listGroups>): Promise<Page<Group>> {
  const after = readCursor(input.cursor);
  const found = await store.listGroups(ctx.db, ctx.applicationId, containsWords("g.search_text", input.query), after, input.limit + 1);
  return toPage(found, input.limit, (group) => ({ name: group.name, id: group.id }));
}

/** An active person of the application. @throws AppError not_found */
export async function requireActiveUser(ctx: TenantContext, by: Parameters<typeof store.findUser>[2]): Promise<User> {
  const user = await store.findUser(ctx.db, ctx.applicationId, by);
  if (!user || user.isBlocked) throw new AppError("not_found");
  return user;
}
