import { event } from "@veche/kernel";
import * as z from "zod";
import { Message, SavedPlace } from "./types.ts";

/** A new message. Its seq is the last one plus one; a gap means: catch up. */
export const messagePosted = event("message.posted", { message: Message });
/** Edited, deleted, reacted to, a thumbnail came: the message in its present state. */
export const messageChanged = event("message.changed", { message: Message });

export const MessageEvent = z.discriminatedUnion("type", [messagePosted, messageChanged]);
export type MessageEvent = z.output<typeof MessageEvent>;

/** I keep a message, or no longer; told to my devices only. */
export const savedMessageChanged = event("savedMessage.changed", { place: SavedPlace, isSaved: z.boolean() });

export const SavedMessageEvent = z.discriminatedUnion("type", [savedMessageChanged]);
export type SavedMessageEvent = z.output<typeof SavedMessageEvent>;
