import { AppError } from "@veche/kernel";
import type { FileId } from "@veche/office-domain/files";
import type { PersonContext } from "../context.ts";
import { countLooseFiles } from "./store.ts";

/** Only who uploaded a file may hang it on something, and once. @throws AppError invalid (`fileIds`) */
export async function requireOwnFiles(ctx: PersonContext, fileIds: readonly FileId[]): Promise<void> {
  const distinct = [...new Set(fileIds)];
  if ((await countLooseFiles(ctx.db, distinct, ctx.actor.personId)) !== distinct.length)
    throw new AppError("invalid", { field: "fileIds" });
}
