import { useQueryClient } from "@tanstack/react-query";
import { AppError } from "@veche/kernel";
import { getDocument, listHistory, updateDocument } from "@veche/office-domain/documents";
import type { Document, DocumentInput } from "@veche/office-domain/documents";
import { useText } from "@veche/web/i18n";
import { callRoute, routeKey } from "@veche/web/query";
import type * as z from "zod";
import { isSessionEnd } from "../session/index.ts";
import { tellChoice, tellDone, tellError } from "../parts/index.ts";
import { documentTexts } from "./texts.ts";

export type DocumentFields = Omit<z.output<typeof DocumentInput>, "participants" | "fileIds">;
export type FieldName = keyof DocumentFields;

/** Changes fields of a document: seen at once, undoable, and kept when somebody was faster. */
export function useDocumentChange(document: Document): (change: Partial<DocumentFields>) => Promise<boolean> {
  const t = useText(documentTexts);
  const client = useQueryClient();
  const key = routeKey(getDocument, { documentId: document.id });
  const current = (): Document => client.getQueryData<Document>(key) ?? document;

  const save = async (change: Partial<DocumentFields>, canUndo: boolean): Promise<boolean> => {
    const before = current();
    client.setQueryData<Document>(key, { ...before, ...change });
    try {
      const saved = await callRoute(updateDocument, { documentId: before.id, version: before.version, ...change });
      client.setQueryData(key, saved);
      void client.invalidateQueries({ queryKey: routeKey(listHistory) });
      if (canUndo) tellDone(t("saved", { name: describe(change) }), () => void save(pickFields(before, change), false));
      return true;
    } catch (error) {
      client.setQueryData(key, before);
      if (isVersionConflict(error)) {
        await client.refetchQueries({ queryKey: key });
        tellChoice(t("conflict"), t("saveMine"), () => void save(change, true));
      } else if (!isSessionEnd(error)) tellError(error);
      return false;
    }
  };
  const describe = (change: Partial<DocumentFields>): string =>
    Object.keys(change)
      .map((name) => t(name === "title" ? "name" : (name as Exclude<FieldName, "title">)))
      .join(", ");
  return (change) => save(change, true);
}

function pickFields(document: Document, change: Partial<DocumentFields>): Partial<DocumentFields> {
  return Object.fromEntries(Object.keys(change).map((name) => [name, document[name as FieldName]]));
}

function isVersionConflict(error: unknown): boolean {
  return error instanceof AppError && error.code === "conflict" && error.details["reason"] === "version";
}
