import type { DocumentKind, DocumentState } from "@veche/office-domain/documents";
import type { DemoKey } from "../types.ts";

/** A document as it is written by hand: days are working days from today, the texts may hold `{day:3}` and `{year:0}`. */
export type DocumentSeed = {
  key: DemoKey;
  number: string;
  /** The working day of its creation, 0 or less. */
  day: number;
  state: DocumentState;
  title: string;
  text: string;
  author: DemoKey;
  responsible: DemoKey;
  /** Logins or keys of departments, separated by spaces. */
  sees: string;
  party?: DemoKey;
  amountRub?: number;
  dueDay?: number;
  files?: string;
};

export type DocumentSeedsOf = { kind: DocumentKind; seeds: readonly DocumentSeed[] };
