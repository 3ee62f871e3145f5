import type { CollabEvent } from "@veche/collab-domain/everything";
import type { Message } from "@veche/collab-domain/messages";
import { newId } from "@veche/kernel";
import { expect, it } from "vitest";
import type { Call } from "./caller.ts";
import { PinnedMessages } from "./pinned.ts";
import { LiveSaved } from "./saved.ts";

/** A server that answers when it is told to. */
function openServer() {
  const answers: ((answer: unknown) => void)[] = [];
  const call = (() => new Promise<never>((resolve) => answers.push(resolve as (answer: unknown) => void))) as Call;
  return { call, answer: (items: readonly unknown[]) => answers.shift()?.({ items }) };
}

const conversationId = newId<"Conversation">();
const message = (seq: number, changeSeq: number, isPinned: boolean): Message =>
  ({
    id: `message ${seq}`,
    conversationId,
    seq,
    changeSeq,
    deletedAt: null,
    pin: isPinned ? { pinnedAt: `at ${seq}` } : null,
  }) as unknown as Message;

it("pinned messages keep what came while they were read, and what is newer than what was read", async () => {
  const server = openServer();
  const pinned = new PinnedMessages(server.call, conversationId);
  const reading = pinned.load();
  pinned.take(message(2, 8, true));
  pinned.take(message(1, 9, false));
  server.answer([message(1, 5, true)]);
  await reading;
  expect(pinned.state.getSnapshot()).toEqual([message(2, 8, true)]);
  const again = pinned.load();
  server.answer([message(3, 12, true), message(2, 8, true)]);
  await again;
  pinned.take(message(3, 11, false));
  expect(pinned.state.getSnapshot().map(({ seq }) => seq)).toEqual([3, 2]);
});

it("saved places keep what was heard while they were read, and let go what is deleted", async () => {
  const server = openServer();
  const saved = new LiveSaved(server.call);
  const place = (seq: number) => ({ conversationId, seq });
  const hear = (event: object) => saved.handleEvent(event as CollabEvent);
  const reading = saved.refresh();
  hear({ type: "savedMessage.changed", place: place(3), isSaved: true });
  hear({ type: "savedMessage.changed", place: place(1), isSaved: false });
  server.answer([place(2), place(1)]);
  await reading;
  expect(saved.state.getSnapshot()).toEqual([place(3), place(2)]);
  hear({ type: "message.changed", message: { ...message(3, 20, false), deletedAt: "now" } });
  expect(saved.state.getSnapshot()).toEqual([place(2)]);
});
