import type { Attachment } from "@veche/collab-domain/files";
import { maxAttachmentCount } from "@veche/collab-domain/messages";
import { newId } from "@veche/kernel";
import { expect, test } from "vitest";
import { AttachedFiles } from "./attached-files.ts";
import type { Upload, UploadState } from "./files.ts";
import { createWritable } from "./readable.ts";
import type { Writable } from "./readable.ts";

interface Going extends Upload {
  readonly state: Writable<UploadState>;
}

/** An upload that goes on when it is told to. */
function begin(file: File): Going {
  const state = createWritable<UploadState>({ progress: 0, status: "running", attachment: null, error: null });
  return {
    id: newId<"File">(),
    file,
    state,
    cancel: () => state.update((now) => ({ ...now, status: "cancelled" })),
    retry: () => undefined,
  };
}

function arrive({ id, file, state }: Going): void {
  const attachment: Attachment = { fileId: id, name: file.name, mediaType: "text/plain", sizeBytes: 1, image: null, hasThumbnail: false };
  state.set({ progress: 1, status: "done", attachment, error: null });
}

const named = (...names: string[]): File[] => names.map((name) => new File(["1"], name));

test("files go along when all of them have arrived, in the order in which they were chosen", () => {
  const started: Going[] = [];
  const files = new AttachedFiles((file) => started[started.push(begin(file)) - 1]!);
  files.add(named("смета.xlsx", "план.pdf"));
  let changeCount = 0;
  const stop = files.isComplete.subscribe(() => (changeCount += 1));
  arrive(started[1]!);
  expect([files.isComplete.getSnapshot(), changeCount]).toEqual([false, 1]);
  expect(files.take()).toBeNull();
  expect(files.items.getSnapshot()).toEqual(started);
  arrive(started[0]!);
  expect([files.isComplete.getSnapshot(), changeCount]).toEqual([true, 2]);
  stop();
  expect(files.take()?.map(({ name }) => name)).toEqual(["смета.xlsx", "план.pdf"]);
  expect(files.take()).toEqual([]);
});

test("a file that is taken back stops and holds up nothing", () => {
  const files = new AttachedFiles(begin);
  files.add(named("не тот.zip"));
  const [wrong] = files.items.getSnapshot();
  files.remove(wrong!);
  expect(wrong!.state.getSnapshot().status).toBe("cancelled");
  expect(files.take()).toEqual([]);
});

test("more files than a message may have are not begun", () => {
  const files = new AttachedFiles(begin);
  files.add(named(...Array.from({ length: maxAttachmentCount + 5 }, (_, index) => `${index}.txt`)));
  files.add(named("ещё.txt"));
  expect(files.items.getSnapshot()).toHaveLength(maxAttachmentCount);
});
