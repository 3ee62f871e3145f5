import { chooseNewerFolders, listFoldersOfMine } from "@veche/collab-domain/conversations";
import type { Folders } from "@veche/collab-domain/conversations";
import type { CollabEvent } from "@veche/collab-domain/everything";
import type { Call } from "./caller.ts";
import { createWritable } from "./readable.ts";
import type { Readable } from "./readable.ts";

/** My own folders of the list, live. */
export class LiveFolders {
  readonly #call: Call;
  readonly #state = createWritable<Folders>({ items: [], version: -1 });

  constructor(call: Call) {
    this.#call = call;
  }

  /** none and version -1 until first connected */
  get state(): Readable<Folders> {
    return this.#state;
  }

  put(folders: Folders): void {
    this.#state.update((known) => chooseNewerFolders(known, folders));
  }

  /** Takes them as they are now; the server may have been put back to an older state. @throws AppError */
  async refresh(): Promise<void> {
    const before = this.#state.getSnapshot();
    const folders = await this.#call(listFoldersOfMine, {});
    if (this.#state.getSnapshot() === before) this.#state.set(folders);
    else this.put(folders);
  }

  handleEvent(event: CollabEvent): void {
    if (event.type === "folders.changed") this.put(event.folders);
  }
}
