import type { ConversationHead, ConversationId, listConversationChanges } from "@veche/collab-domain/conversations";
import type { UserId } from "@veche/collab-domain/directory";
import { AppError, type ParsedInput, type RouteOutput } from "@veche/kernel";
import { Gathering } from "@veche/server/database";
import type { ReaderContext } from "../context.ts";
import { loadWanted } from "./heads-store.ts";
import { listTouched, readCursor } from "./list-store.ts";

/** More changes than this: the list is taken anew. */
const maxChanges = 500;

type Changes = RouteOutput<typeof listConversationChanges>;

interface Asker {
  readonly ctx: ReaderContext;
  readonly since: string;
}

/** What changed in the lists of people; who comes back at the same moment as others is answered by the same statements. */
export function openListChanges(): (ctx: ReaderContext, input: ParsedInput<typeof listConversationChanges>) => Promise<Changes> {
  const gathering = new Gathering(answerAll);
  return async (ctx, { since }) => {
    if (!/^\d{1,20}$/.test(since)) throw new AppError("invalid", { field: "since" });
    return gathering.ask({ ctx, since });
  };
}

async function answerAll(askers: readonly Asker[]): Promise<readonly Changes[]> {
  const groups = Map.groupBy(askers, ({ ctx }) => ctx.applicationId);
  const answers = new Map<Asker, Changes>();
  for (const group of groups.values()) {
    for (const [index, changes] of (await answerGroup(group)).entries()) answers.set(group[index]!, changes);
  }
  return askers.map((asker) => answers.get(asker)!);
}

/** Of one application. */
async function answerGroup(askers: readonly Asker[]): Promise<readonly Changes[]> {
  const { ctx } = askers[0]!;
  const cursor = await readCursor(ctx.db);
  const anew = { heads: [], goneIds: [], cursor, isComplete: false };
  // a cursor that lies ahead is of another past
  const known = askers.filter(({ since }) => BigInt(since) <= BigInt(cursor));
  const touched = await listTouched(
    ctx.db,
    ctx.applicationId,
    known.map((asker) => ({ userId: asker.ctx.userId, since: asker.since })),
    maxChanges + 1,
  );
  const touchedOf = Map.groupBy(touched, ({ place }) => known[place]!);
  const headOf = await loadHeads(ctx, touchedOf);
  return askers.map((asker) => {
    const mine = touchedOf.get(asker) ?? [];
    if (mine.length > maxChanges || !known.includes(asker)) return anew;
    return { ...toChanges(mine, (id) => headOf(asker.ctx.userId, id)), cursor, isComplete: true };
  });
}

type Touched = Awaited<ReturnType<typeof listTouched>>[number];
type FindHead = (userId: UserId, id: ConversationId) => ConversationHead | undefined;

async function loadHeads(ctx: ReaderContext, touchedOf: ReadonlyMap<Asker, readonly Touched[]>): Promise<FindHead> {
  const wanted = [...touchedOf].flatMap(([asker, touched]) =>
    touched.length > maxChanges ? [] : touched.map(({ id }) => ({ userId: asker.ctx.userId, id })),
  );
  const toKey = (userId: UserId, id: ConversationId): string => `${userId} ${id}`;
  const heads = new Map((await loadWanted(ctx, wanted)).map(({ userId, head }) => [toKey(userId, head.id), head]));
  return (userId, id) => heads.get(toKey(userId, id));
}

function toChanges(touched: readonly Touched[], findHead: (id: ConversationId) => ConversationHead | undefined) {
  const seen = touched.map(({ id, isListed }) => ({ id, isListed, head: findHead(id) }));
  return {
    heads: seen.flatMap(({ head, isListed }) => (head?.my.isMember && isListed ? [head] : [])),
    goneIds: seen.flatMap(({ id, head }) => (head?.my.isMember ? [] : [id])),
  };
}
