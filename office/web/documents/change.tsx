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

/** @param seen what stood in those fields when the editing began; not given: what stands there now @returns whether it was saved */
export type ChangeDocument = (change: Partial<DocumentFields>, seen?: Partial<DocumentFields>) => Promise<boolean>;

/**
 * Changes fields of a document: seen at once, undoable. Whoever changes another field meanwhile is no hindrance; of two who change the same
 * one the slower is asked.
 */
export function useDocumentChange(document: Document): ChangeDocument {
  const t = useText(documentTexts);
  const client = useQueryClient();
  const key = routeKey(getDocument, { documentId: document.id });
  const current = (): Document => client.getQueryData<Document>(key) ?? document;

  const save = async (change: Partial<DocumentFields>, seen: Partial<DocumentFields>, canUndo: boolean): Promise<boolean> => {
    const before = current();
    if (hasMovedOn(before, seen)) return ask(change);
    client.setQueryData<Document>(key, { ...before, ...change });
    try {
      const saved = await callRoute(updateDocument, { documentId: before.id, version: before.version, ...change });
      client.setQueryData(key, saved);
      void client.invalidateQueries({ queryKey: routeKey(listHistory) });
      if (canUndo) tellDone(t("saved", { name: describe(change) }), () => void save(pickFields(before, change), change, false));
      return true;
    } catch (error) {
      client.setQueryData(key, before);
      if (isVersionConflict(error)) {
        await client.refetchQueries({ queryKey: key });
        return current().version === before.version ? ask(change) : save(change, seen, canUndo);
      }
      if (!isSessionEnd(error)) tellError(error);
      return false;
    }
  };
  const ask = (change: Partial<DocumentFields>): false => {
    tellChoice(t("conflict"), t("saveMine"), () => void save(change, pickFields(current(), change), true));
    return false;
  };
  const describe = (change: Partial<DocumentFields>): string =>
    Object.keys(change)
      .map((name) => t(name === "title" ? "name" : (name as Exclude<FieldName, "title">)))
      .join(", ");
  return (change, seen = pickFields(current(), change)) => save(change, seen, true);
}

function pickFields(document: Document, change: Partial<DocumentFields>): Partial<DocumentFields> {
  return Object.fromEntries(Object.keys(change).map((name) => [name, document[name as FieldName]]));
}

function hasMovedOn(document: Document, seen: Partial<DocumentFields>): boolean {
  return Object.entries(seen).some(([name, value]) => document[name as FieldName] !== value);
}

function isVersionConflict(error: unknown): boolean {
  return error instanceof AppError && error.code === "conflict" && error.details["reason"] === "version";
}
