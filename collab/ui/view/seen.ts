import type { UserId } from "@veche/collab-domain/directory";
import { parseFullName } from "@veche/kernel";

/** @returns who of the others has read up to the message, whatever the order of marks */
export function listReaders(readMarks: ReadonlyMap<UserId, number>, seq: number, myId: UserId | null): readonly UserId[] {
  return [...readMarks].filter(([userId, readSeq]) => userId !== myId && readSeq >= seq).map(([userId]) => userId);
}

/** @returns the given name: «Орлов Дмитрий Павлович» and «Дмитрий Орлов» are both «Дмитрий» */
export function toFirstName(fullName: string): string {
  return parseFullName(fullName).given[0] ?? "";
}

/** @returns the sign of a file: `PDF`, `XLS`, at most four letters; its tone says the family */
export function toFileLook(name: string): { readonly sign: string; readonly tone: "neutral" | "red" | "green" | "accent" } {
  const extension = /\.([\p{L}\p{N}]{1,8})$/u.exec(name)?.[1]?.toLowerCase() ?? "";
  const sign = (extension === "" ? "—" : extension.replace(/^(doc|xls|ppt)x$/, "$1")).slice(0, 4).toUpperCase();
  if (extension === "pdf") return { sign, tone: "red" };
  if (/^(xlsx?|csv|ods)$/.test(extension)) return { sign, tone: "green" };
  if (/^(docx?|odt|rtf|txt|md)$/.test(extension)) return { sign, tone: "accent" };
  return { sign, tone: "neutral" };
}

/** Puts a picture into a box without enlarging it. @returns pixels, at least 1 */
export function fitPicture(
  image: { readonly width: number; readonly height: number },
  maxWidth: number,
  maxHeight: number,
): { width: number; height: number } {
  const scale = Math.min(1, maxWidth / image.width, maxHeight / image.height);
  return { width: Math.max(1, Math.round(image.width * scale)), height: Math.max(1, Math.round(image.height * scale)) };
}
