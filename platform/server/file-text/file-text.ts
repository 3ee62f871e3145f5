import type { Readable } from "node:stream";
import { runLimited } from "../limited/index.ts";
import type { TextKind } from "./kinds.ts";

const program = new URL("process.ts", import.meta.url);
const megabyte = 1024 * 1024;

const kindsByEnding: Readonly<Record<string, TextKind>> = {
  ...{ txt: "plain", csv: "plain", tsv: "plain", md: "plain", log: "plain", json: "plain" },
  ...{ pdf: "pdf", docx: "word", docm: "word", xlsx: "sheet", xlsm: "sheet", pptx: "slides", pptm: "slides" },
  ...{ odt: "openDocument", ods: "openDocument", odp: "openDocument" },
};

/** @returns how a text can be taken out of a file of that name; undefined when it cannot */
export function findTextKind(name: string): TextKind | undefined {
  const ending = /\.([a-z]{2,5})$/i.exec(name)?.[1]?.toLowerCase() ?? "";
  return Object.hasOwn(kindsByEnding, ending) ? kindsByEnding[ending] : undefined;
}

/** @returns how much of a file must be read; of a text its beginning says enough, others are read whole or, when larger, not at all */
export function maxReadBytes(kind: TextKind): number {
  return kind === "plain" ? megabyte : 50 * megabyte;
}

/**
 * Takes the text out of a file that may be hostile, in a limited process.
 * @returns its first 100,000 characters; undefined when it is not what its name says, or hostile
 */
export async function readFileText(kind: TextKind, bytes: Readable): Promise<string | undefined> {
  return (await runLimited(program, bytes, [kind]))?.toString();
}
