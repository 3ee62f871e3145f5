import type { Message } from "@veche/collab-domain/messages";
import { postMessage } from "@veche/collab-domain/messages";
import { AppError, newId } from "@veche/kernel";
import { beforeEach, expect, test, vi } from "vitest";
import type { Call } from "./caller.ts";
import { clearOutbox, openOutboxStore } from "./outbox-store.ts";
import { Outbox } from "./outbox.ts";

const conversationId = newId<"Conversation">();

/** What a browser keeps: entries are its own properties, as in the real one. */
function buildStorage(): Storage {
  const entries: Record<string, string> = {};
  const methods = {
    getItem: (key: string) => entries[key] ?? null,
    setItem: (key: string, value: string) => void (entries[key] = value),
    removeItem: (key: string) => void delete entries[key],
  };
  return new Proxy<Storage>(methods as unknown as Storage, { ownKeys: () => Object.keys(entries), getOwnPropertyDescriptor: () => entry });
}
const entry = { enumerable: true, configurable: true };

/** A server that takes messages, or cannot be reached, or refuses. */
function buildServer(): { call: Call; taken: { id: string; text: string }[]; fault: AppError | null } {
  const server = { taken: [] as { id: string; text: string }[], fault: null as AppError | null, call: undefined as unknown as Call };
  server.call = (async (route: unknown, input: { id: string; text: string }) => {
    if (route !== postMessage) throw new Error("another call was not expected");
    if (server.fault) throw server.fault;
    server.taken.push({ id: input.id, text: input.text });
    return input as unknown as Message;
  }) as Call;
  return server;
}

let storage: Storage;
let server: ReturnType<typeof buildServer>;
const open = (owner = "anna"): Outbox => new Outbox(server.call, conversationId, () => undefined, openOutboxStore(storage, owner));
const texts = (outbox: Outbox): readonly string[] => outbox.pending.getSnapshot().map(({ text }) => text);

beforeEach(() => {
  vi.useFakeTimers();
  storage = buildStorage();
  server = buildServer();
  return () => vi.useRealTimers();
});

test("what could not be sent outlives the page and goes with the same ids, in order", async () => {
  server.fault = new AppError("server_unreachable");
  const first = open();
  for (const text of ["один", "два", "три"]) first.add({ text });
  await first.flush();
  const ids = first.pending.getSnapshot().map(({ id }) => id);

  const next = open();
  expect(next.pending.getSnapshot().map(({ text, state }) => [text, state])).toEqual([
    ["один", "waiting"],
    ["два", "waiting"],
    ["три", "waiting"],
  ]);
  expect(openOutboxStore(storage, "anna").listConversations()).toEqual([conversationId]);
  server.fault = null;
  await next.flush();
  expect(server.taken).toEqual(["один", "два", "три"].map((text, index) => ({ id: ids[index], text })));
  expect([texts(next), texts(open())]).toEqual([[], []]);
});

test("nobody sends what another person of this device has written, and who signs out leaves nothing", () => {
  server.fault = new AppError("server_unreachable");
  open("anna").add({ text: "Моё" });
  expect(texts(open("boris"))).toEqual([]);
  clearOutbox(storage, "boris");
  expect(texts(open("anna"))).toEqual(["Моё"]);
  clearOutbox(storage, "anna");
  expect(texts(open("anna"))).toEqual([]);
});

test("a refused message is kept for another try, except in a conversation that is no longer there", async () => {
  server.fault = new AppError("too_large", { limit: 1 });
  const outbox = open();
  outbox.add({ text: "Длинное" });
  await vi.waitFor(() => expect(outbox.pending.getSnapshot()[0]?.state).toBe("failed"));
  expect(texts(open())).toEqual(["Длинное"]);
  server.fault = new AppError("not_found");
  outbox.retry(outbox.pending.getSnapshot()[0]!.id);
  await vi.waitFor(() => expect(outbox.pending.getSnapshot()[0]?.error?.code).toBe("not_found"));
  expect(texts(open())).toEqual([]);
});

test("an entry that cannot be read is left out", () => {
  const store = openOutboxStore(storage, "anna");
  const id = newId<"Message">();
  store.put(conversationId, { id, createdAt: "2026-11-24T08:00:00.000Z", text: "Цело" });
  storage.setItem(`veche-outbox:anna:${conversationId}:${newId()}`, "{");
  expect(texts(open())).toEqual(["Цело"]);
});
