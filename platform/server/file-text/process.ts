import { buffer } from "node:stream/consumers";
import { textKinds, type TextKind } from "./kinds.ts";
import { readOfficeText } from "./office.ts";
import { readPdfText } from "./pdf.ts";
import { decodeText } from "./plain.ts";

/** A process of its own: reads a file from stdin, writes its text to stdout; fails on anything that is not what the argument says. */
const maxTextLength = 100_000;

function readText(kind: TextKind, bytes: Uint8Array): string | Promise<string> {
  if (kind === "plain") return decodeText(bytes);
  return kind === "pdf" ? readPdfText(bytes, maxTextLength) : readOfficeText(kind, bytes, maxTextLength);
}

const kind = textKinds.find((name) => name === process.argv[2]);
if (kind === undefined) throw new Error("The kind of the file is missing.");
const text = await readText(kind, await buffer(process.stdin));
process.stdout.write(text.slice(0, maxTextLength).toWellFormed());
