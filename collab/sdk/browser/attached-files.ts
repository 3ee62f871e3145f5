import type { Attachment } from "@veche/collab-domain/files";
import { maxAttachmentCount } from "@veche/collab-domain/messages";
import type { Upload } from "./files.ts";
import { createWritable } from "./readable.ts";
import type { Readable } from "./readable.ts";

/** Files that go with the message being written in a conversation. They stay with it, and run on, while it is not on the screen. */
export class AttachedFiles {
  readonly #upload: (file: File) => Upload;
  readonly #items = createWritable<readonly Upload[]>([]);

  constructor(upload: (file: File) => Upload) {
    this.#upload = upload;
  }

  get items(): Readable<readonly Upload[]> {
    return this.#items;
  }

  /** Whether all that is attached has arrived. */
  get isComplete(): Readable<boolean> {
    return {
      getSnapshot: () => this.#items.getSnapshot().every(({ state }) => state.getSnapshot().attachment !== null),
      subscribe: (listener) => {
        const listen = (): (() => void)[] => this.#items.getSnapshot().map(({ state }) => state.subscribe(listener));
        let ends = listen();
        const endOfItems = this.#items.subscribe(() => {
          ends.forEach((end) => end());
          ends = listen();
          listener();
        });
        return () => [endOfItems, ...ends].forEach((end) => end());
      },
    };
  }

  /** Begins to upload at once, as many as a message may have. */
  add(files: Iterable<File>): void {
    const room = maxAttachmentCount - this.#items.getSnapshot().length;
    const started = [...files].slice(0, room).map((file) => this.#upload(file));
    if (started.length > 0) this.#items.update((now) => [...now, ...started]);
  }

  remove(upload: Upload): void {
    upload.cancel();
    this.#items.update((now) => now.filter((item) => item !== upload));
  }

  /** @returns what has arrived, and forgets all; null while something is still on its way */
  take(): readonly Attachment[] | null {
    const attachments = this.#items.getSnapshot().map((item) => item.state.getSnapshot().attachment);
    const arrived = attachments.filter((attachment) => attachment !== null);
    if (arrived.length < attachments.length) return null;
    this.#items.set([]);
    return arrived;
  }
}
