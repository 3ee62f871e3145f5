import type { Entry } from "@veche/office-domain/registration";
import { useFormat, useText } from "@veche/web/i18n";
import { usePeopleNames } from "../directory/index.ts";
import { buildCsv, saveText } from "../documents/index.ts";
import { registerTexts } from "./texts.ts";

const columns = ["number", "date", "document", "state", "who", "when", "why"] as const;

/** Saves the rows of a journal as they are seen. */
export function useJournalExport(): (name: string, entries: readonly Entry[]) => void {
  const t = useText(registerTexts);
  const format = useFormat();
  const nameOf = usePeopleNames();
  const toRow = ({ number, registeredOn, document, state, steps }: Entry): readonly string[] => {
    const last = steps.at(-1);
    const [who, when] = last ? [nameOf(last.personId), format.exact(last.at)] : ["", ""];
    const why = steps.flatMap(({ reason }) => reason || []).join("; ");
    return [number, format.numericDate(registeredOn), document?.title ?? "", t(state), who, when, why];
  };
  return (name, entries) =>
    saveText(`${name}.csv`, buildCsv([columns.map((column) => t(column)), ...entries.map(toRow)]), "text/csv;charset=utf-8");
}
