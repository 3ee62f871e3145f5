import { AppError, type Page } from "@veche/kernel";
import * as z from "zod";

const place = z.object({ name: z.string(), id: z.uuid() });
type Place = z.output<typeof place>;

/** @returns the place a cursor names @throws AppError invalid when it is none of ours */
export function readCursor(cursor: string | undefined): Place | undefined {
  if (cursor === undefined) return undefined;
  try {
    return place.parse(JSON.parse(Buffer.from(cursor, "base64url").toString()));
  } catch (cause) {
    throw new AppError("invalid", { field: "cursor" }, { cause });
  }
}

/** @param found one more than the limit when there is a next page */
export function toPage<Item>(found: readonly Item[], limit: number, toPlace: (item: Item) => Place): Page<Item> {
  const items = found.slice(0, limit);
  const last = items.at(-1);
  const next = found.length > limit && last !== undefined ? Buffer.from(JSON.stringify(toPlace(last))).toString("base64url") : null;
  return { items, next };
}
