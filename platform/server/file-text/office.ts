import { unzipSync } from "fflate";
import type { TextKind } from "./kinds.ts";
import { readXmlText, type XmlRules } from "./xml.ts";

const maxUnpackedBytes = 64 * 1024 * 1024;

interface Format {
  /** names of the parts with texts, in the archive */
  readonly parts: RegExp;
  /** a new set for each part: some remember where they are */
  createRules(): XmlRules;
}

const inside = (names: readonly string[], breaks: readonly string[]): (() => XmlRules) => {
  const [texts, ends] = [new Set(names), new Set(breaks)];
  return () => ({ isText: (name) => texts.has(name), isBreak: (name) => ends.has(name) });
};

/** @see ECMA-376 (docx, xlsx, pptx), ISO/IEC 26300 (odt, ods, odp) */
const formats: Readonly<Record<Exclude<TextKind, "plain" | "pdf">, Format>> = {
  word: {
    parts: /^word\/(document|footnotes|endnotes|comments|header\d+|footer\d+)\.xml$/,
    createRules: inside(["t"], ["p", "br", "tab"]),
  },
  sheet: { parts: /^xl\/(sharedStrings|worksheets\/sheet\d+)\.xml$/, createRules: createSheetRules },
  slides: { parts: /^ppt\/(slides|notesSlides)\/[A-Za-z]+\d+\.xml$/, createRules: inside(["t"], ["p", "br"]) },
  openDocument: { parts: /^content\.xml$/, createRules: inside(["p", "h"], ["p", "h", "tab", "s", "line-break"]) },
};

/** Words stand in a table of their own, of which cells name the place: of cells only what they hold themselves is taken. */
function createSheetRules(): XmlRules {
  let cellType: string | undefined;
  return {
    isText: (name, attributes) => {
      if (name === "c") cellType = attributes["t"];
      return name === "t" || (name === "v" && (cellType === undefined || cellType === "n" || cellType === "str"));
    },
    isBreak: (name) => name === "si" || name === "c",
  };
}

/** Texts of an office file, until there are enough. @throws Error for what is none, or would unpack to too much */
export function readOfficeText(kind: keyof typeof formats, bytes: Uint8Array, maxLength: number): string {
  const { parts, createRules } = formats[kind];
  let unpackedBytes = 0;
  const files = unzipSync(bytes, {
    filter: ({ name, originalSize }) => {
      if (!parts.test(name)) return false;
      unpackedBytes += originalSize;
      if (unpackedBytes > maxUnpackedBytes) throw new Error("This unpacks to too much.");
      return true;
    },
  });
  const names = Object.keys(files).toSorted((a, b) => a.localeCompare(b, "en", { numeric: true }));
  if (names.length === 0) throw new Error("This is no such file.");
  let text = "";
  for (const name of names) {
    if (text.length < maxLength) text += readXmlText(new TextDecoder().decode(files[name]), createRules(), maxLength);
  }
  return text;
}
