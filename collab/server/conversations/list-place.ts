import { conversationId } from "@veche/collab-domain/conversations";
import { AppError } from "@veche/kernel";
import * as z from "zod";
import type { ListPlace } from "./list-store.ts";

const listPlace = z.object({ isPinned: z.boolean(), pinPlace: z.number().int(), activeAt: z.string().max(40), id: conversationId });

export function encodeListPlace({ isPinned, pinPlace, activeAt, id }: ListPlace): string {
  return Buffer.from(JSON.stringify({ isPinned, pinPlace, activeAt, id })).toString("base64url");
}

/** @throws AppError invalid when the cursor is none of ours */
export function decodeListPlace(cursor: string | undefined): ListPlace | null {
  if (cursor === undefined) return null;
  try {
    return listPlace.parse(JSON.parse(Buffer.from(cursor, "base64url").toString()));
  } catch (cause) {
    throw new AppError("invalid", { field: "cursor" }, { cause });
  }
}
