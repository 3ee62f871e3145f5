import type { FormatName } from "./field.ts";

export interface Edited {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Puts signs round the selection, or takes them away when they stand there. The selection stays on the words. */
export function wrapSelection({ text, start, end }: Edited, sign: string): Edited {
  const before = text.slice(0, start);
  const after = text.slice(end);
  const inner = text.slice(start, end);
  if (before.endsWith(sign) && after.startsWith(sign)) {
    return { text: before.slice(0, -sign.length) + inner + after.slice(sign.length), start: start - sign.length, end: end - sign.length };
  }
  return { text: before + sign + inner + sign + after, start: start + sign.length, end: end + sign.length };
}

/** Begins each line of the selection with a sign: a list or a quote. */
export function prefixLines({ text, start, end }: Edited, prefix: (index: number) => string): Edited {
  const from = text.lastIndexOf("\n", start - 1) + 1;
  const lines = text.slice(from, end).split("\n");
  const changed = lines.map((line, index) => prefix(index) + line).join("\n");
  return { text: text.slice(0, from) + changed + text.slice(end), start: start + prefix(0).length, end: from + changed.length };
}

/** Makes the selection a link whose address is to be typed. */
export function linkSelection({ text, start, end }: Edited): Edited {
  const label = text.slice(start, end);
  const placeholder = "https://";
  const from = start + label.length + 3;
  return { text: `${text.slice(0, start)}[${label}](${placeholder})${text.slice(end)}`, start: from, end: from + placeholder.length };
}

/** @returns the text with the signs of a format round the selection or before its lines */
export function formatPlain(edited: Edited, name: FormatName): Edited {
  switch (name) {
    case "bold":
      return wrapSelection(edited, "**");
    case "italic":
      return wrapSelection(edited, "*");
    case "strike":
      return wrapSelection(edited, "~~");
    case "link":
      return linkSelection(edited);
    case "bullets":
      return prefixLines(edited, () => "- ");
    case "numbers":
      return prefixLines(edited, (index) => `${index + 1}. `);
    case "quote":
      return prefixLines(edited, () => "> ");
    default:
      return wrapSelection(edited, edited.text.slice(edited.start, edited.end).includes("\n") ? "\n```\n" : "`");
  }
}
