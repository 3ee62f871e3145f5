import type { ConversationId } from "@veche/collab-domain/conversations";
import type { UserId } from "@veche/collab-domain/directory";
import { authorSign, everybody, hasSign, listWords, principalSign } from "@veche/collab-domain/search";
import type { AppliedFilters, findMessages, QueryFilters } from "@veche/collab-domain/search";
import { listQueryVariants, type ParsedInput } from "@veche/kernel";
import type { ReaderContext } from "../context.ts";
import { listVisibleIds, requireConversation } from "../conversations/index.ts";
import { listGroupIds, listUsers } from "../directory/index.ts";
import { listStems } from "./dictionary-store.ts";
import { toAtom } from "./meaning.ts";
import { filterNamedConversations, listDayStarts, listNamedUsers, type NameReading } from "./names-store.ts";

type Input = ParsedInput<typeof findMessages>;

/** What filters leave of everything. */
export interface Narrowing {
  readonly applied: AppliedFilters;
  /** conditions of the index; all of them */
  readonly atoms: readonly string[];
  /** null: wherever the person may look; otherwise he sees them */
  readonly conversationIds: readonly ConversationId[] | null;
  /** a filter names what is not there: nothing can be found */
  readonly isEmpty: boolean;
}

const maxVisibleCount = 5_000;

/** @throws AppError not_found for a conversation the person does not see */
export async function narrow(ctx: ReaderContext, input: Input, written: QueryFilters, timeZone: string): Promise<Narrowing> {
  const authors = await decideAuthors(ctx, input, written);
  const conversations = await decideConversations(ctx, input, written);
  const has = [...new Set([...written.has, ...(input.has ? [input.has] : [])])];
  const isAboutMe = input.isAboutMe || written.isAboutMe;
  const [since, until] = await decidePeriod(ctx, input, written, timeZone);
  return {
    applied: {
      ...{ authorIds: authors ?? [], conversationIds: conversations ?? [], has, isAboutMe },
      ...{ since: since?.toISOString() ?? null, until: until?.toISOString() ?? null },
    },
    atoms: [
      ...(authors ? [toAlternatives(authors.map(authorSign))] : []),
      ...has.map((kind) => toAtom(hasSign(kind))),
      ...(isAboutMe ? [await toMe(ctx)] : []),
    ],
    conversationIds: conversations,
    isEmpty: authors?.length === 0 || conversations?.length === 0,
  };
}

const toAlternatives = (signs: readonly string[]): string => `(${signs.map(toAtom).join(" | ")})`;

/** @returns null when anybody will do */
async function decideAuthors(ctx: ReaderContext, { authorId }: Input, { from }: QueryFilters): Promise<UserId[] | null> {
  if (from.length === 0) return authorId ? [authorId] : null;
  const found = new Set<UserId>();
  for (const name of from) for (const id of await listAuthors(ctx, name)) found.add(id);
  return [...found].filter((id) => authorId === undefined || id === authorId);
}

async function listAuthors(ctx: ReaderContext, name: string): Promise<readonly UserId[]> {
  if (/^(me|я|меня)$/i.test(name)) return [ctx.userId];
  const [named = []] = await listNamedUsers(ctx.db, ctx.applicationId, [await listNameReadings(ctx, name)]);
  if (named.length > 0) return named;
  const alike = await listUsers(ctx, { query: name.slice(0, 100), limit: 5 });
  return alike.items.map(({ id }) => id);
}

/** Stems of the words of a name, as typed and as it may have been meant: `Ковалёвой` is `ковалев`. */
export async function listNameReadings(ctx: Pick<ReaderContext, "db">, name: string): Promise<readonly NameReading[]> {
  const readings = listQueryVariants(name)
    .map((words) => words.flatMap(listWords))
    .filter((words) => words.length > 0);
  const stems = await listStems(ctx.db, readings.flat());
  return readings.map((words) => words.map((word) => stems.get(word)?.[0] ?? word));
}

/** @returns null when anywhere will do */
async function decideConversations(ctx: ReaderContext, input: Input, written: QueryFilters): Promise<ConversationId[] | null> {
  if (input.conversationId) return [(await requireConversation(ctx, input.conversationId, "see")).id];
  if (written.in.length === 0) return null;
  const visible = await listVisibleIds(ctx.db, ctx.applicationId, ctx.userId, maxVisibleCount);
  const found = new Set<ConversationId>();
  for (const title of written.in) {
    const readings = await listNameReadings(ctx, title);
    for (const id of await filterNamedConversations(ctx.db, ctx.applicationId, ctx.userId, visible, readings)) found.add(id);
  }
  return [...found];
}

/** The narrower of what was chosen and what was written. */
async function decidePeriod(
  ctx: ReaderContext,
  input: Input,
  written: QueryFilters,
  timeZone: string,
): Promise<[Date | null, Date | null]> {
  const startOf = async (day: string | null): Promise<readonly Date[]> => listDayStarts(ctx.db, timeZone, day === null ? [] : [day]);
  const since = [...(await startOf(written.since)), ...(input.since ? [new Date(input.since)] : [])].map(Number);
  const until = [...(await startOf(written.until)), ...(input.until ? [new Date(input.until)] : [])].map(Number);
  return [since.length > 0 ? new Date(Math.max(...since)) : null, until.length > 0 ? new Date(Math.min(...until)) : null];
}

async function toMe({ db, applicationId, userId }: ReaderContext): Promise<string> {
  const groupIds = await listGroupIds(db, applicationId, userId);
  return toAlternatives([userId, ...groupIds, everybody].map(principalSign));
}
