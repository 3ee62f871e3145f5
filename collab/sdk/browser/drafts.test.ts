import { saveDraft, type SavedDraft } from "@veche/collab-domain/conversations";
import type { Route } from "@veche/kernel";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Call } from "./caller.ts";
import { openDraftStore } from "./draft-store.ts";
import { LiveDrafts } from "./drafts.ts";
import { LiveList } from "./list.ts";
import { buildHead } from "./testing-head.ts";

const head = buildHead("Планёрка");

/** Saves as the server does: what was typed last stays. */
class Server {
  draft: SavedDraft = { text: "", version: 0 };
  typedAtMs = 0;
  isReachable = true;
  readonly asked: string[] = [];
  readonly call = (async (route: Route, { text, ageMs }: { text: string; ageMs: number }) => {
    if (route !== saveDraft || !this.isReachable) throw new Error("no connection");
    this.asked.push(text);
    const typedAtMs = Date.now() - ageMs;
    if (typedAtMs >= this.typedAtMs) [this.draft, this.typedAtMs] = [{ text, version: this.draft.version + 1 }, typedAtMs];
    return this.draft;
  }) as unknown as Call;
}

class Memory implements Pick<Storage, "getItem" | "setItem" | "removeItem"> {
  [key: string]: unknown;
  getItem(key: string): string | null {
    return (this[key] as string | undefined) ?? null;
  }
  setItem(key: string, value: string): void {
    this[key] = value;
  }
  removeItem(key: string): void {
    delete this[key];
  }
}

let server: Server;
let storage: Storage;
const openDevice = () => {
  const list = new LiveList(server.call);
  list.put(head);
  const drafts = new LiveDrafts(server.call, list, openDraftStore(storage, "anna"));
  return { list, drafts, text: drafts.text(head.id) };
};

beforeEach(() => {
  vi.useFakeTimers();
  server = new Server();
  storage = new Memory() as unknown as Storage;
});
afterEach(() => vi.useRealTimers());

describe("what is typed", () => {
  it("stands at once, and goes to the server when the typing pauses", async () => {
    const { drafts, text } = openDevice();
    for (const typed of ["П", "При", "Привет"]) drafts.type(head.id, typed);
    expect(text.getSnapshot()).toBe("Привет");
    await vi.runAllTimersAsync();
    expect(server.asked).toEqual(["Привет"]);
    expect([text.getSnapshot(), Object.keys(storage)]).toEqual(["Привет", []]);
  });

  it("on another device shows when nothing typed here waits", async () => {
    const { list, drafts, text } = openDevice();
    const heard = vi.fn<() => void>();
    text.subscribe(heard);
    list.applyDraft(head.id, { text: "с телефона", version: 5 });
    expect([text.getSnapshot(), heard.mock.calls.length > 0]).toEqual(["с телефона", true]);
    drafts.type(head.id, "здесь");
    list.applyDraft(head.id, { text: "с телефона ещё", version: 6 });
    expect(text.getSnapshot()).toBe("здесь");
  });

  it("without a connection outlives the page, and yields to what another device typed later", async () => {
    server.isReachable = false;
    openDevice().drafts.type(head.id, "в поезде");
    await vi.runAllTimersAsync();
    vi.setSystemTime(Date.now() + 60_000);
    Object.assign(server, { draft: { text: "за столом", version: 3 }, typedAtMs: Date.now() - 1_000, isReachable: true });
    const { drafts, text } = openDevice();
    expect(text.getSnapshot()).toBe("в поезде");
    drafts.handleWelcome();
    await vi.runAllTimersAsync();
    expect(text.getSnapshot()).toBe("за столом");
  });

  it("is gone from the server as soon as it was sent", async () => {
    const { drafts, text } = openDevice();
    drafts.type(head.id, "Привет");
    await vi.runAllTimersAsync();
    drafts.type(head.id, "");
    await vi.advanceTimersByTimeAsync(0);
    expect([text.getSnapshot(), server.draft.text]).toEqual(["", ""]);
  });
});
