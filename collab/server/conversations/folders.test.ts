import * as api from "@veche/collab-domain/conversations";
import type { Folders } from "@veche/collab-domain/conversations";
import type { CollabEvent } from "@veche/collab-domain/everything";
import { newId } from "@veche/kernel";
import { expectConverges } from "@veche/server/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connectApplication, listen, openTestHouse, type Listener, type TestApplication, type TestHouse } from "../testing/house.ts";

let house: TestHouse;
let application: TestApplication;
let [anna, boris] = ["", ""];
let socket: Listener;
let conversationId: api.ConversationId;

beforeAll(async () => {
  house = await openTestHouse();
  application = await connectApplication(house, ["anna", "boris"]);
  [anna, boris] = [await application.tokenOf("anna"), await application.tokenOf("boris")];
  socket = await listen(house, boris);
  const made = { id: newId<"Conversation">(), title: "Планёрка", userIds: [application.idOf("boris")] };
  conversationId = (await house.call(api.createGroup, made, anna)).id;
});
afterAll(async () => {
  socket.close();
  await house.stop();
});

const list = (token: string) => house.call(api.listFoldersOfMine, {}, token);
const create = (title: string, token = boris, conversationIds: api.ConversationId[] = []) => {
  const id = newId<"Folder">();
  return house.call(api.createFolder, { id, title, conversationIds }, token).then(() => id);
};

/** Boris's folders need no reload. */
async function expectBorisFollows(act: () => Promise<Folders>): Promise<void> {
  const known = socket.events.length;
  const events = () => socket.events.slice(known);
  const acted = async () => {
    const { version } = await act();
    await expect.poll(() => events().some((event) => event.type === "folders.changed" && event.folders.version === version)).toBe(true);
  };
  const apply = (folders: Folders, event: CollabEvent) =>
    event.type === "folders.changed" ? api.chooseNewerFolders(folders, event.folders) : folders;
  await expectConverges({ snapshot: () => list(boris), act: acted, events, apply });
}

describe("own folders", () => {
  it("are made once, renamed, ordered and taken away, on every device", async () => {
    const first = { id: newId<"Folder">(), title: "Проекты" };
    await expectBorisFollows(() => house.call(api.createFolder, first, boris));
    await house.call(api.createFolder, first, boris);
    const second = await create("Поставщики");
    await expectBorisFollows(() => house.call(api.renameFolder, { folderId: first.id, title: "Стройки" }, boris));
    await expectBorisFollows(() => house.call(api.orderFolders, { folderIds: [second] }, boris));
    expect((await list(boris)).items.map(({ title }) => title)).toEqual(["Поставщики", "Стройки"]);
    await expectBorisFollows(() => house.call(api.removeFolder, { folderId: second }, boris));
    expect((await list(boris)).items.map(({ title }) => title)).toEqual(["Стройки"]);
  });

  it("hold a conversation in several of them, and narrow the list", async () => {
    const folderIds = [await create("Важное"), await create("Отдел", boris, [conversationId])];
    await expectBorisFollows(() => house.call(api.placeInFolder, { folderId: folderIds[0]!, conversationId, isIn: true }, boris));
    const listed = async (folderId: api.FolderId) =>
      (await house.call(api.listConversations, { folderId }, boris)).items.map(({ id }) => id);
    for (const folderId of folderIds) expect(await listed(folderId)).toEqual([conversationId]);
    await expectBorisFollows(() => house.call(api.placeInFolder, { folderId: folderIds[0]!, conversationId, isIn: false }, boris));
    expect(await listed(folderIds[0]!)).toEqual([]);
  });

  it("are nobody else's", async () => {
    const folderId = await create("Личное", boris, [conversationId]);
    expect((await list(anna)).items).toEqual([]);
    expect((await house.call(api.listConversations, { folderId }, anna)).items).toEqual([]);
    const notFound = { code: "not_found" };
    await expect(house.call(api.renameFolder, { folderId, title: "Моё" }, anna)).rejects.toMatchObject(notFound);
    await expect(house.call(api.removeFolder, { folderId }, anna)).rejects.toMatchObject(notFound);
    await expect(house.call(api.orderFolders, { folderIds: [folderId] }, anna)).rejects.toMatchObject(notFound);
    await expect(house.call(api.placeInFolder, { folderId, conversationId, isIn: true }, anna)).rejects.toMatchObject(notFound);
    await expect(house.call(api.createFolder, { id: folderId, title: "Моё" }, anna)).rejects.toMatchObject({ code: "invalid" });
  });

  it("forget a conversation that is no longer seen", async () => {
    const made = { id: newId<"Conversation">(), title: "Временная", userIds: [application.idOf("boris")] };
    const { id } = await house.call(api.createGroup, made, anna);
    const folderId = await create("Временное", boris, [id]);
    await house.call(api.removeMember, { conversationId: id, userId: application.idOf("boris") }, anna);
    expect((await list(boris)).items.find((folder) => folder.id === folderId)?.conversationIds).toEqual([]);
  });
});
