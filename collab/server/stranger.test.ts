import * as conversations from "@veche/collab-domain/conversations";
import { collabRoutes } from "@veche/collab-domain/everything";
import { postMessage } from "@veche/collab-domain/messages";
import { newId, type Route } from "@veche/kernel";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connectApplication, openTestHouse, type TestApplication, type TestHouse } from "./testing/house.ts";

/** What names a thing in the input of a route; a route with such a name is tried with the ids of another application. */
const idNames = /^(conversationId|messageId|fileId|userId|registrationId|userIds|groupIds|conversationIds|externalId|externalIds)$/;
/** They answer with what is left when what the person may not see is taken away. */
const filtering: ReadonlySet<string> = new Set(["directory.getUsers", "presence.watch"]);
/** Not of one application: proofs stand in the place of tokens, which the tests of tenants try. */
const withoutTenant: ReadonlySet<string> = new Set(["tenants.confirmRegistration", "tenants.cancelRegistration"]);

let house: TestHouse;
let own: TestApplication;
let foreign: TestApplication;
let stranger: string;
let ids: Record<string, unknown>;

beforeAll(async () => {
  house = await openTestHouse();
  [own, foreign] = [await connectApplication(house, ["anna"]), await connectApplication(house, ["boris", "gleb"])];
  stranger = await own.tokenOf("anna");
  const boris = await foreign.tokenOf("boris");
  const head = await house.call(conversations.createGroup, { id: newId(), title: "Чужая", userIds: [foreign.idOf("gleb")] }, boris);
  const message = await house.call(postMessage, { conversationId: head.id, id: newId(), text: "тайна" }, boris);
  const userId = foreign.idOf("gleb");
  ids = {
    ...{
      conversationId: head.id,
      messageId: message.id,
      fileId: newId(),
      userId,
      externalId: "gleb",
      externalIds: ["gleb"],
      registrationId: newId(),
    },
    ...{ userIds: [userId], groupIds: [newId()], conversationIds: [head.id], seq: message.seq, emoji: "👍" },
  };
});
afterAll(() => house.stop());

/** The rest of an input that is needed to get as far as the rights. */
const others: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  "conversations.createGroup": { id: newId(), title: "Своя" },
  "conversations.rename": { title: "Иначе" },
  "conversations.moveReadMark": { readSeq: 1 },
  "conversations.setMyState": { isPinned: true },
  "messages.post": { id: newId(), text: "привет" },
  "messages.listChanges": { since: 0 },
  "messages.edit": { text: "иначе" },
};

const namesOf = (route: Route): string[] => {
  const shape = "shape" in route.input ? (route.input.shape as object) : { userId: true };
  return Object.keys(shape);
};
const tried = collabRoutes.filter((route) => route.actor === "user" && namesOf(route).some((name) => idNames.test(name)));

/** A route that wants more than ids and this table does not know fails here as `invalid`: give it a case. */
const inputOf = (route: Route): Record<string, unknown> => ({
  ...Object.fromEntries(namesOf(route).flatMap((name) => (name in ids ? [[name, ids[name]]] : []))),
  ...others[route.name],
});

describe("to somebody of another application", () => {
  it("there are routes to try", () => expect(tried.length).toBeGreaterThan(20));

  it.each(tried.map((route) => [route.name, route] as const))("%s tells nothing", async (name, route) => {
    const answer = house.call(route, inputOf(route), stranger);
    if (filtering.has(name)) expect(JSON.stringify(await answer)).not.toMatch(new RegExp(foreign.idOf("gleb")));
    else await expect(answer).rejects.toMatchObject({ code: "not_found" });
  });

  it("every public route with an id has tests of its own", () => {
    const named = collabRoutes.filter((route) => route.actor === "public" && namesOf(route).some((name) => idNames.test(name)));
    expect(new Set(named.map((route) => route.name))).toEqual(withoutTenant);
  });

  it("lists, searches and counts are empty of it", async () => {
    for (const route of collabRoutes.filter(({ actor, path }) => actor === "user" && !path.includes(":"))) {
      if (route.method !== "GET") continue;
      const input = route.name === "search.find" ? { query: "Чужая" } : route.name.endsWith("listChanges") ? { since: "1" } : {};
      expect(JSON.stringify(await house.call(route, input, stranger))).not.toMatch(/Чужая|тайна|gleb/);
    }
  });
});
