import type { Document } from "@veche/office-domain/documents";
import { useText } from "@veche/web/i18n";
import { documentTexts } from "./texts.ts";

/** @returns whether a number says by itself what it numbers: «КП-2026/0417» does, «121» and «118-П» do not */
export function isTelling(number: string): boolean {
  return /^\p{L}/u.test(number);
}

type Named = Pick<Document, "number" | "kind">;

/** How rows and tabs call a document: «КП-2026/0417», «Приказ № 64», its kind while it has no number. */
export function useDocumentName(): (document: Named) => string {
  const t = useText(documentTexts);
  return ({ number, kind }) => {
    if (number === "") return t(kind);
    return isTelling(number) ? number : t("numbered", { kind: t(kind), number });
  };
}
