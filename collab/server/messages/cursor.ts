import { AppError } from "@veche/kernel";
import type * as z from "zod";

/** Where a page ended, opaque to clients. */
export function toCursor(place: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(place)).toString("base64url");
}

/** @throws AppError invalid when it is not one of ours */
export function parseCursor<Place>(schema: z.ZodType<Place>, cursor: string | undefined): Place | undefined {
  if (cursor === undefined) return undefined;
  try {
    return schema.parse(JSON.parse(Buffer.from(cursor, "base64url").toString()));
  } catch (cause) {
    throw new AppError("invalid", { field: "cursor" }, { cause });
  }
}
