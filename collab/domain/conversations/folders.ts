import { event, idSchema, lineSchema, route } from "@veche/kernel";
import type { Id } from "@veche/kernel";
import * as z from "zod";
import { conversationId } from "./types.ts";

export type FolderId = Id<"Folder">;
export const folderId = idSchema<"Folder">();

/** A person's own part of the list; a conversation may stand in several. */
export const Folder = z.object({
  id: folderId,
  title: z.string(),
  /** those he sees now, in no order */
  conversationIds: z.array(conversationId),
});
export type Folder = z.output<typeof Folder>;

/** All of somebody's folders. */
export const Folders = z.object({
  /** in his order */
  items: z.array(Folder),
  /** rises with each change of the folders; of two states the one with the lower number is the older */
  version: z.number().int(),
});
export type Folders = z.output<typeof Folders>;

export const maxFolderCount = 50;
export const maxFolderSize = 1_000;
export const folderTitle = lineSchema(50);

const here = "/api/collab/folders";

export const listFoldersOfMine = route({
  name: "folders.list",
  method: "GET",
  path: here,
  input: z.object({}),
  output: Folders,
  summary: "My own folders of the list.",
});

export const createFolder = route({
  name: "folders.create",
  method: "POST",
  path: here,
  input: z.object({
    /** made by the client: repeating the call makes no second folder */
    id: folderId,
    title: folderTitle,
    conversationIds: z.array(conversationId).max(maxFolderSize).default([]),
  }),
  output: Folders,
  errors: ["too_large"],
  summary: "A new folder, the last of mine.",
});

export const renameFolder = route({
  name: "folders.rename",
  method: "PATCH",
  path: `${here}/:folderId`,
  input: z.object({ folderId, title: folderTitle }),
  output: Folders,
  summary: "Gives a folder of mine another name.",
});

export const removeFolder = route({
  name: "folders.remove",
  method: "DELETE",
  path: `${here}/:folderId`,
  input: z.object({ folderId }),
  output: Folders,
  summary: "Takes a folder away; its conversations stay where they are.",
});

export const orderFolders = route({
  name: "folders.order",
  method: "PUT",
  path: `${here}/order`,
  input: z.object({
    /** from the first; those left out come after them */
    folderIds: z.array(folderId).max(maxFolderCount),
  }),
  output: Folders,
  summary: "Puts my folders in an order.",
});

export const placeInFolder = route({
  name: "folders.place",
  method: "PUT",
  path: `${here}/:folderId/conversations/:conversationId`,
  input: z.object({ folderId, conversationId, isIn: z.boolean() }),
  output: Folders,
  errors: ["too_large"],
  summary: "Puts a conversation into a folder of mine, or takes it out.",
});

export const folderRoutes = [listFoldersOfMine, createFolder, renameFolder, removeFolder, orderFolders, placeInFolder];

/** My folders changed, on one of my devices; to all of them. */
export const foldersChanged = event("folders.changed", { folders: Folders });

/** Two states come in any order: the newer stays. */
export function chooseNewerFolders(known: Folders, arrived: Folders): Folders {
  return arrived.version > known.version ? arrived : known;
}
