import { AppError } from "@veche/kernel";
import type { Page } from "@veche/kernel";
import type * as z from "zod";

/** @returns an opaque place in a list: the sort key of the last row shown */
function encodeCursor(place: readonly unknown[]): string {
  return Buffer.from(JSON.stringify(place)).toString("base64url");
}

/** @returns the place a cursor names, null without one @throws AppError invalid when it is not one of ours */
export function decodeCursor<Place>(cursor: string | undefined, schema: z.ZodType<Place>): Place | null {
  if (cursor === undefined) return null;
  try {
    return schema.parse(JSON.parse(Buffer.from(cursor, "base64url").toString()));
  } catch (cause) {
    throw new AppError("invalid", { field: "cursor" }, { cause });
  }
}

/** @param rows one more than the limit when there is a next page */
export function toPage<Row, Item>(
  rows: readonly Row[],
  limit: number,
  shape: { readonly toItem: (row: Row) => Item; readonly placeOf: (row: Row) => readonly unknown[] },
): Page<Item> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { items: shown.map(shape.toItem), next: rows.length > limit && last !== undefined ? encodeCursor(shape.placeOf(last)) : null };
}
