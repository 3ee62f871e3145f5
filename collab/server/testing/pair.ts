import { createGroup, type ConversationId } from "@veche/collab-domain/conversations";
import type { CollabEvent } from "@veche/collab-domain/everything";
import { applyMessageEvent, listMessages, postMessage, type Message } from "@veche/collab-domain/messages";
import { newId, type Route, type RouteInput, type RouteOutput } from "@veche/kernel";
import { expectConverges } from "@veche/server/testing";
import { expect } from "vitest";
import { connectApplication, listen, openTestHouse, type TestApplication, type TestHouse } from "./house.ts";

/** One of the people of a test, through HTTP and with a live socket. */
export interface TestPerson {
  readonly token: string;
  readonly events: readonly CollabEvent[];
  call<R extends Route>(route: R, input: RouteInput<R>): Promise<RouteOutput<R>>;
  post(conversationId: ConversationId, text: string, more?: object): Promise<Message>;
  list(conversationId: ConversationId): Promise<readonly Message[]>;
}

/** Anna and Boris, who have a group conversation, and Vera, who is a stranger to it. */
export interface TestPair {
  readonly house: TestHouse;
  readonly application: TestApplication;
  readonly anna: TestPerson;
  readonly boris: TestPerson;
  readonly vera: TestPerson;
  stop(): Promise<void>;
}

export async function openTestPair(): Promise<TestPair> {
  const house = await openTestHouse();
  const application = await connectApplication(house, ["anna", "boris", "vera"]);
  const sockets: { close(): void }[] = [];
  const person = async (name: string): Promise<TestPerson> => {
    const token = await application.tokenOf(name);
    const socket = await listen(house, token);
    sockets.push(socket);
    const call: TestPerson["call"] = (route, input) => house.call(route, input, token);
    return {
      token,
      events: socket.events,
      call,
      post: (conversationId, text, more = {}) => call(postMessage, { conversationId, id: newId(), text, ...more }),
      list: async (conversationId) => (await call(listMessages, { conversationId, limit: 200 })).items,
    };
  };
  const [anna, boris, vera] = [await person("anna"), await person("boris"), await person("vera")];
  const stop = async (): Promise<void> => {
    for (const socket of sockets) socket.close();
    await house.stop();
  };
  return { house, application, anna, boris, vera, stop };
}

/** A group conversation that Anna owns. @param names who else is in it */
export async function makeGroup(pair: TestPair, names: readonly string[], title = "Планёрка"): Promise<ConversationId> {
  const userIds = names.map((name) => pair.application.idOf(name));
  return (await pair.anna.call(createGroup, { id: newId(), title, userIds })).id;
}

/** What the person sees of a conversation needs no reload. @param act gives back the last message it touches */
export async function expectThreadFollows(person: TestPerson, conversationId: ConversationId, act: () => Promise<Message>): Promise<void> {
  const known = person.events.length;
  const events = () =>
    person.events
      .slice(known)
      .filter((event) => event.type === "message.posted" || event.type === "message.changed")
      .filter(({ message }) => message.conversationId === conversationId);
  await expectConverges({
    snapshot: () => person.list(conversationId),
    act: async () => {
      const last = await act();
      await expect.poll(() => events().some(({ message }) => message.seq === last.seq && message.changeSeq >= last.changeSeq)).toBe(true);
    },
    events,
    apply: applyMessageEvent,
  });
}
