import type { Attachment } from "@veche/collab-domain/files";
import { maxAttachmentCount } from "@veche/collab-domain/messages";
import type { Upload } from "@veche/collab-sdk/browser";
import { useState } from "react";
import { useCollab } from "../context/index.ts";

interface Uploads {
  readonly items: readonly Upload[];
  add(files: Iterable<File>): void;
  remove(upload: Upload): void;
  /** @returns what has arrived, and forgets all; null while something is still on its way */
  take(): readonly Attachment[] | null;
}

/** Files that go with the message being written. */
export function useUploads(): Uploads {
  const { files } = useCollab();
  const [items, setItems] = useState<readonly Upload[]>([]);
  return {
    items,
    add: (added) => {
      // at once: the list of an input is empty as soon as the input is
      const started = [...added].slice(0, maxAttachmentCount - items.length).map((file) => files.upload(file));
      setItems((now) => [...now, ...started]);
    },
    remove: (upload) => {
      upload.cancel();
      setItems((now) => now.filter((item) => item !== upload));
    },
    take: () => {
      const attachments = items.map((item) => item.state.getSnapshot().attachment);
      if (attachments.includes(null)) return null;
      setItems([]);
      return attachments.filter((attachment) => attachment !== null);
    },
  };
}
