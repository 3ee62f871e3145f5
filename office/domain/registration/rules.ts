import type { Document, DocumentKind } from "../documents/index.ts";

/** How a kind is written inside a number. Letters only: a counter beside it stays readable. */
export const kindCodes: Readonly<Record<DocumentKind, string>> = {
  incomingLetter: "ВХ",
  outgoingLetter: "ИСХ",
  memo: "СЗ",
  order: "ПР",
  contract: "Д",
  offer: "КП",
  invoice: "СЧ",
  act: "АКТ",
  powerOfAttorney: "ДОВ",
  minutes: "ПТ",
};

const mostInitials = 6;

/** @returns the initials of a department's name, «Отдел продаж» → «ОП»; empty when it has no letters */
export function toDepartmentCode(name: string): string {
  const initials = name.match(/(?<!\p{L})\p{L}/gu) ?? [];
  return initials.slice(0, mostInitials).join("").toLocaleUpperCase("ru");
}

const withCounterparty: ReadonlySet<DocumentKind> = new Set(["incomingLetter", "outgoingLetter", "contract", "offer", "invoice", "act"]);
const withAmount: ReadonlySet<DocumentKind> = new Set(["offer", "invoice"]);

type Filled = Pick<Document, "kind" | "counterparty" | "amountMinor" | "text" | "fileCount">;
export type MissingField = "counterparty" | "amountMinor" | "text" | "department";

/** What a document of its kind needs before it can be registered and does not have; a file is as good as a text. */
export function listMissingFields(document: Filled): readonly MissingField[] {
  const missing: MissingField[] = [];
  if (withCounterparty.has(document.kind) && document.counterparty === "") missing.push("counterparty");
  if (withAmount.has(document.kind) && document.amountMinor === null) missing.push("amountMinor");
  if (document.text.trim() === "" && document.fileCount === 0) missing.push("text");
  return missing;
}

/** @returns the calendar date `YYYY-MM-DD` of an instant in a time zone of the IANA list */
export function toLocalDate(instant: Date, timeZone: string): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" }).format(instant);
}

/** Whether this is a time zone of the IANA list that can be counted with. */
export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}
