import { event } from "@veche/kernel";
import * as z from "zod";
import { User } from "./types.ts";

/** Somebody's name, position or state changed; sent to everybody of the application who is connected. */
export const userChanged = event("user.changed", { user: User });
export const DirectoryEvent = z.discriminatedUnion("type", [userChanged]);
export type DirectoryEvent = z.output<typeof DirectoryEvent>;
