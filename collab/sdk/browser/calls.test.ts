import { callRules } from "@veche/collab-domain/calls";
import { newId } from "@veche/kernel";
import { expect, it } from "vitest";
import { LiveCalls } from "./calls.ts";

const person = () => ({ userId: newId<"User">(), deviceId: newId<"CallDevice">() });
const [anna, boris] = [person(), person()];
const now = new Date("2026-11-24T09:00:00.000Z");
const ringing = callRules.openCall(
  {
    ...{ id: newId<"Call">(), conversationId: newId<"Conversation">(), isPersonal: true, hasVideo: false, starter: anna },
    ...{ rungIds: [boris.userId], busyIds: new Set() },
  },
  now,
);
const active = callRules.joinCall(ringing, boris, now);
const ended = callRules.endCall(active, now);

it("what is heard while the list is on its way is not undone by it", async () => {
  const answer = Promise.withResolvers<unknown>();
  const calls = new LiveCalls((() => answer.promise) as never);
  const refreshing = calls.refresh();
  calls.handleEvent({ type: "call.changed", call: active });
  answer.resolve({ items: [ringing] });
  await refreshing;
  expect(calls.state.getSnapshot()).toEqual([active]);
});

it("a call that ended never comes back, and is told once", async () => {
  const calls = new LiveCalls((async () => ({ items: [active] })) as never);
  calls.handleEvent({ type: "call.changed", call: active });
  calls.handleEvent({ type: "call.changed", call: ended });
  calls.handleEvent({ type: "call.changed", call: ringing });
  await calls.refresh();
  expect([calls.state.getSnapshot(), calls.ended.getSnapshot()?.id]).toEqual([[], ended.id]);
});

it("a call goes with its conversation", () => {
  const calls = new LiveCalls((() => undefined) as never);
  calls.put(active);
  calls.handleEvent({ type: "conversation.closed", conversationId: active.conversationId });
  expect(calls.state.getSnapshot()).toEqual([]);
});
