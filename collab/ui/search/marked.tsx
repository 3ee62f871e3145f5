import type { TextRange } from "@veche/collab-domain/search";
import type { ReactNode } from "react";

/** A text in which what was found stands out. @param found rising, not overlapping */
export function Marked({ text, found }: { readonly text: string; readonly found: readonly TextRange[] }): ReactNode {
  return found
    .map(({ start, end }, index) => (
      <span key={start}>
        {text.slice(found[index - 1]?.end ?? 0, start)}
        <mark>{text.slice(start, end)}</mark>
        {index === found.length - 1 && text.slice(end)}
      </span>
    ))
    .concat(found.length === 0 ? [<span key="text">{text}</span>] : []);
}
