import type { ParsedInput } from "@veche/kernel";
import type * as api from "@veche/office-domain/directory";
import type { Me } from "@veche/office-domain/directory";
import type { PersonContext } from "../context.ts";
import { loadMe } from "./me.ts";
import { mergeSettings } from "./people-store.ts";

export async function getMe(ctx: PersonContext): Promise<Me> {
  return loadMe(ctx.db, ctx.actor.personId);
}

export async function updateSettings(ctx: PersonContext, settings: ParsedInput<typeof api.updateSettings>): Promise<Me> {
  await mergeSettings(ctx.db, ctx.actor.personId, settings as Partial<api.Settings>);
  ctx.emit({ type: "me.changed" }, { personIds: [ctx.actor.personId] });
  if (settings.language !== undefined) await ctx.raise({ type: "people.changed", before: [] });
  return loadMe(ctx.db, ctx.actor.personId);
}
