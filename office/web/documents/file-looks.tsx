import type { RecordFile } from "@veche/office-domain/files";
import type { ReactNode } from "react";
import classes from "./files.module.css";

type FileLook = "pdf" | "table" | "text" | "picture" | "other";

const byExtension: Readonly<Record<string, FileLook>> = {
  pdf: "pdf",
  xls: "table",
  xlsx: "table",
  ods: "table",
  csv: "table",
  doc: "text",
  docx: "text",
  odt: "text",
  rtf: "text",
  txt: "text",
  md: "text",
};

/** @returns up to four letters after the last dot, in capitals; «FILE» when there are none */
export function extensionOf(name: string): string {
  return /\.([\p{L}\p{N}]{1,4})$/u.exec(name)?.[1]?.toUpperCase() ?? "FILE";
}

/** The sort of a file as a small square; repeats the ending of the name beside it. */
export function FileMark({
  file,
  size = 24,
}: {
  readonly file: Pick<RecordFile, "name" | "mediaType">;
  readonly size?: 24 | 28 | 32;
}): ReactNode {
  const extension = extensionOf(file.name);
  const look = file.mediaType.startsWith("image/") ? "picture" : (byExtension[extension.toLowerCase()] ?? "other");
  return (
    <span className={classes.mark} data-look={look} style={{ inlineSize: size, blockSize: size }} aria-hidden>
      {extension}
    </span>
  );
}
