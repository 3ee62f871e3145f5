import type { ConversationId } from "@veche/collab-domain/conversations";
import type { UserId } from "@veche/collab-domain/directory";
import { beforeEach, describe, expect, it } from "vitest";
import { PresenceBoard, type BoardDelivery } from "./board.ts";

const [anna, boris, vera] = ["anna", "boris", "vera"] as unknown as [UserId, UserId, UserId];
const room = "room" as unknown as ConversationId;
let nowMs: number;
let waiting: { atMs: number; run: () => void }[];
let delivered: BoardDelivery[];
let left: UserId[];
let board: PresenceBoard;

beforeEach(() => {
  nowMs = 1_000_000;
  waiting = [];
  delivered = [];
  left = [];
  board = new PresenceBoard({
    deliver: (batch) => void delivered.push(...batch),
    handleLeft: (userId) => void left.push(userId),
    now: () => new Date(nowMs),
    schedule: (delayMs, run) => void waiting.push({ atMs: nowMs + delayMs, run }),
  });
  board.handleConnected("a1", anna);
  board.watch("a1", [boris], [room]);
});

function pass(ms: number): void {
  nowMs += ms;
  const due = waiting.filter(({ atMs }) => atMs <= nowMs);
  waiting = waiting.filter(({ atMs }) => atMs > nowMs);
  for (const { run } of due) run();
}

const states = (): string[] =>
  delivered.flatMap(({ event }) => (event.type === "presence.changed" ? [`${event.presence.userId} ${event.presence.state}`] : []));

describe("presence", () => {
  it("reaches only who looks, joined within a second", () => {
    board.handleConnected("b1", boris);
    pass(0);
    board.setState("b1", boris, "away");
    board.setState("b1", boris, "online");
    board.setState("b1", boris, "away");
    board.handleConnected("v1", vera);
    pass(999);
    expect(states()).toEqual(["boris online"]);
    pass(1);
    expect(states()).toEqual(["boris online", "boris away"]);
    expect(delivered.every(({ connectionIds }) => connectionIds.join() === "a1")).toBe(true);
  });

  it("ends with the last device", () => {
    board.handleConnected("b1", boris);
    board.handleConnected("b2", boris);
    board.handleDisconnected("b1");
    expect(board.find(boris)?.state).toBe("online");
    board.handleDisconnected("b2");
    pass(1_000);
    expect(left).toEqual([boris]);
    expect(states()).toEqual(["boris offline"]);
  });

  it("keeps do not disturb on all devices until it is taken back", () => {
    board.handleConnected("b1", boris);
    board.setState("b1", boris, "doNotDisturb");
    board.handleConnected("b2", boris);
    board.setState("b2", boris, "away");
    expect(board.find(boris)?.state).toBe("doNotDisturb");
    board.setState("b2", boris, "online");
    expect(board.find(boris)?.state).toBe("online");
  });

  it("costs nothing where nobody looks", () => {
    board.watch("a1", [], []);
    board.handleConnected("b1", boris);
    pass(5_000);
    expect(delivered).toEqual([]);
    expect(waiting).toEqual([]);
  });
});

describe("who looks at a conversation", () => {
  const audience = new Set([anna, boris]);
  it("sees typing at most every two seconds, and never his own", () => {
    board.handleConnected("b1", boris);
    board.watch("b1", [], [room]);
    board.startTyping(room, boris, audience);
    board.startTyping(room, boris, audience);
    expect(delivered.map(({ connectionIds }) => connectionIds)).toEqual([["a1"]]);
    pass(2_000);
    board.startTyping(room, boris, audience);
    expect(delivered.filter(({ event }) => event.type === "typing.started")).toHaveLength(2);
  });

  it("sees the newest read mark once a second, as long as he may", () => {
    board.moveReadMark({ conversationId: room, userId: boris, readSeq: 3, audience });
    board.moveReadMark({ conversationId: room, userId: boris, readSeq: 5, audience });
    board.moveReadMark({ conversationId: room, userId: vera, readSeq: 1, audience: new Set([boris]) });
    pass(1_000);
    expect(delivered).toEqual([
      { event: { type: "readMark.moved", conversationId: room, userId: boris, readSeq: 5 }, connectionIds: ["a1"] },
    ]);
  });
});
