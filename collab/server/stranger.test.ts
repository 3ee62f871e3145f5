import { startCall } from "@veche/collab-domain/calls";
import * as conversations from "@veche/collab-domain/conversations";
import { collabRoutes } from "@veche/collab-domain/everything";
import { registerDevice } from "@veche/collab-domain/notifications";
import { postMessage } from "@veche/collab-domain/messages";
import { listGroups, reconcileDirectory } from "@veche/collab-domain/directory";
import type { FileId } from "@veche/collab-domain/files";
import { must, newId, type Route, type RouteInput } from "@veche/kernel";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connectApplication, openTestHouse, toMirrored, type TestApplication, type TestHouse } from "./testing/house.ts";
import { neededInputs } from "./testing/inputs.ts";
import { uploadFile } from "./testing/upload.ts";

const archive = { externalId: "archive", name: "Архив", kind: "department" as const, memberExternalIds: ["gleb"] };

/** What names a thing in the input of a route; a route with such a name is tried with the ids of another application. */
const idNames =
  /^(conversationId|messageId|fileId|fileIds|messageIds|userId|registrationId|userIds|groupIds|conversationIds|externalId|externalIds|deviceId|folderId|folderIds|groupId|callId)$/;
/** They answer with what is left when what the person may not see is taken away. */
const filtering: ReadonlySet<string> = new Set([
  "directory.getUsers",
  "messages.listForwardPlaces",
  "presence.watch",
  "conversations.list",
]);
/** Not of one application: proofs stand in the place of tokens, which the tests of tenants try. */
const withoutTenant: ReadonlySet<string> = new Set(["tenants.confirmRegistration", "tenants.cancelRegistration"]);

let house: TestHouse;
let own: TestApplication;
let foreign: TestApplication;
let stranger: string;
let fileId: FileId;
let ids: Record<string, unknown>;

beforeAll(async () => {
  house = await openTestHouse();
  [own, foreign] = [await connectApplication(house, ["anna"]), await connectApplication(house, ["boris", "gleb"])];
  stranger = await own.tokenOf("anna");
  const boris = await foreign.tokenOf("boris");
  await house.call(reconcileDirectory, { users: ["boris", "gleb"].map(toMirrored), groups: [archive], isComplete: true }, foreign.token);
  const [group] = (await house.call(listGroups, {}, boris)).items;
  const head = await house.call(conversations.createGroup, { id: newId(), title: "Чужая", userIds: [foreign.idOf("gleb")] }, boris);
  fileId = await uploadFile(house, boris, { name: "тайна.txt", bytes: Buffer.from("тайна") });
  const post = { conversationId: head.id, id: newId<"Message">(), text: "тайна", fileIds: [fileId] };
  const message = await house.call(postMessage, post, boris);
  const folder = { id: newId<"Folder">(), title: "тайна", conversationIds: [head.id] };
  await house.call(conversations.createFolder, folder, boris);
  const call = { conversationId: head.id, id: newId<"Call">(), deviceId: newId<"CallDevice">(), hasVideo: false };
  await house.call(startCall, call, boris);
  const subscription = { endpoint: "https://push.example.net/1", p256dh: `B${"A".repeat(86)}`, auth: "A".repeat(22), name: "Телефон" };
  const device = await house.call(registerDevice, subscription, boris);
  const userId = foreign.idOf("gleb");
  ids = {
    ...{
      conversationId: head.id,
      messageId: message.id,
      messageIds: [message.id],
      fileId,
      fileIds: [fileId],
      userId,
      externalId: "gleb",
      externalIds: ["gleb"],
    },
    callId: call.id,
    ...{ folderId: folder.id, folderIds: [folder.id] },
    ...{
      registrationId: newId(),
      deviceId: device.id,
      userIds: [userId],
      groupIds: [must(group).id],
      groupId: must(group).id,
      conversationIds: [head.id],
      seq: message.seq,
      emoji: "👍",
    },
  };
});
afterAll(() => house.stop());

const namesOf = (route: Route): string[] => {
  const shape = "shape" in route.input ? (route.input.shape as object) : { userId: true };
  return Object.keys(shape);
};
const tried = collabRoutes.filter((route) => route.actor === "user" && namesOf(route).some((name) => idNames.test(name)));

/** A route that wants more than ids and `neededInputs` does not know fails here as `invalid`: give it a case. */
const inputOf = (route: Route): Record<string, unknown> => ({
  ...Object.fromEntries(namesOf(route).flatMap((name) => (name in ids ? [[name, ids[name]]] : []))),
  ...neededInputs[route.name],
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

  it("a file hangs on no message of his own, nor a person or a group in his own conversation", async () => {
    const head = await house.call(conversations.createGroup, { id: newId(), title: "Своя", userIds: [] }, stranger);
    const own = { conversationId: head.id, id: newId<"Message">(), text: "чужое", fileIds: [fileId] };
    await expect(house.call(postMessage, own, stranger)).rejects.toMatchObject({ code: "not_found" });
    for (const named of [{ userIds: [foreign.idOf("gleb")] }, { userIds: [], groupIds: ids["groupIds"] as never }])
      await expect(house.call(conversations.addMembers, { conversationId: head.id, ...named }, stranger)).rejects.toMatchObject({
        code: "not_found",
      });
  });

  it("lists, searches and counts are empty of it", async () => {
    for (const route of collabRoutes.filter(({ actor, path }) => actor === "user" && !path.includes(":"))) {
      if (route.method !== "GET") continue;
      const input = route.name === "search.find" ? { query: "Чужая" } : route.name.endsWith("listChanges") ? { since: "1" } : {};
      expect(JSON.stringify(await house.call(route, input, stranger))).not.toMatch(/Чужая|тайна|gleb/);
    }
  });
});

describe("to another application", () => {
  const context = { url: "/records/1", kind: "contract", subtitle: "тайна" };
  const put = (token: string) => {
    const audience = { userExternalIds: ["gleb"], groupExternalIds: ["archive"] };
    return house.call(conversations.putContext, { key: "record", title: "Тайна", context, audience, memberExternalIds: ["gleb"] }, token);
  };
  const message = (fileIds: FileId[] = []) => ({
    id: newId(),
    authorExternalId: "anna",
    text: "своё",
    createdAt: "2024-05-01T10:00:00.000Z",
    fileIds,
  });
  const importTo = (target: RouteInput<typeof conversations.importMessages>["target"], messages = [message()]) =>
    house.call(conversations.importMessages, { target, messages, readMarks: [] }, own.token);

  it("keys, people, groups and files of the other do not exist", async () => {
    const { conversationId } = await put(foreign.token);
    const notFound = { code: "not_found" };
    await expect(house.call(conversations.removeContext, { key: "record" }, own.token)).rejects.toMatchObject(notFound);
    await expect(importTo({ key: "record" })).rejects.toMatchObject(notFound);
    await expect(importTo({ pair: ["boris", "gleb"] })).rejects.toMatchObject(notFound);
    await expect(importTo({ key: conversations.generalKey }, [message([fileId])])).rejects.toMatchObject(notFound);
    expect((await put(own.token)).conversationId).not.toBe(conversationId);
    const gleb = await foreign.tokenOf("gleb");
    expect(await house.call(conversations.getConversation, { conversationId }, gleb)).toMatchObject({ title: "Тайна", lastSeq: 0 });
    await expect(house.call(conversations.getConversation, { conversationId }, stranger)).rejects.toMatchObject(notFound);
  });
});

describe("with a token that does not fit", () => {
  const closed = collabRoutes.filter(({ actor }) => actor !== "public");

  it.each(closed.map((route) => [route.name, route] as const))("%s is closed", async (_, route) => {
    const unfit = route.actor === "user" ? own.token : stranger;
    for (const token of [undefined, unfit, "nonsense"])
      await expect(house.call(route, inputOf(route), token)).rejects.toMatchObject({ code: "unauthenticated" });
  });
});
