import { createFolder, orderFolders } from "@veche/collab-domain/conversations";
import type { Folder, FolderId, Folders } from "@veche/collab-domain/conversations";
import type { Route, RouteInput } from "@veche/kernel";
import { tellDone, tellError } from "@veche/web/parts";
import { useCollab } from "../context/index.ts";

/** A route that answers with all my folders. */
type FolderRoute = Route & { readonly output: { readonly _zod: { readonly output: Folders } } };

interface FolderActs {
  /** @param said is said when it is done @param undo puts it back */
  run<R extends FolderRoute>(route: R, input: RouteInput<R>, said?: string, undo?: () => void): void;
  /** Makes a folder again as it was, in its place. */
  restore(folder: Folder, order: readonly FolderId[]): void;
}

/** Changes of my folders; their new state is shown as soon as the server answers. */
export function useFolderActs(): FolderActs {
  const collab = useCollab();
  const send = async <R extends FolderRoute>(route: R, input: RouteInput<R>): Promise<void> => {
    collab.folders.put(await collab.call(route, input));
  };
  const restore = async ({ id, title, conversationIds }: Folder, order: readonly FolderId[]): Promise<void> => {
    await send(createFolder, { id, title, conversationIds });
    await send(orderFolders, { folderIds: [...order] });
  };
  return {
    run: (route, input, said, undo) => void send(route, input).then(() => said && tellDone(said, undo), tellError),
    restore: (folder, order) => void restore(folder, order).catch(tellError),
  };
}
