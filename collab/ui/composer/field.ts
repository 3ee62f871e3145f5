import type { Ref } from "react";
import type { KeyAct } from "./keys.ts";
import type { Suggesting, Suggestion } from "./suggesting.ts";

export type FormatName = "bold" | "italic" | "strike" | "link" | "bullets" | "numbers" | "quote" | "code";

/** A place to write in: Markdown goes in and comes out. */
export interface FieldHandle {
  /** shows another text */
  load(markdown: string): void;
  focus(): void;
  /** whether another field may take its place now: nobody is writing in the middle, no sign is half composed */
  isAtRest(): boolean;
  format(name: FormatName): void;
  insert(text: string): void;
  /** puts what was chosen in the place of what was asked for */
  pick(suggestion: Suggestion): void;
}

export interface FieldProps {
  readonly handle: Ref<FieldHandle>;
  /** Markdown it begins with */
  readonly initial: string;
  readonly placeholder: string;
  readonly suggesting: Suggesting;
  /** the writer changed the text */
  readonly onChange: (markdown: string) => void;
  /** which formats the caret stands in */
  readonly onFormats: (names: ReadonlySet<FormatName>) => void;
  readonly onAct: (act: KeyAct) => void;
  readonly onFiles: (files: Iterable<File>) => void;
}

/** @returns the files that were pasted; none when there is a text too: tables of office programs come as a picture as well */
export function takePastedFiles(clipboard: DataTransfer | null): readonly File[] {
  return clipboard === null || clipboard.getData("text/plain") !== "" ? [] : [...clipboard.files];
}
