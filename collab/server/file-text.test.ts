import { createGroup } from "@veche/collab-domain/conversations";
import { postMessage } from "@veche/collab-domain/messages";
import { findMessages } from "@veche/collab-domain/search";
import { newId } from "@veche/kernel";
import { expect, it } from "vitest";
import { connectApplication, openTestHouse } from "./testing/house.ts";
import { uploadFile } from "./testing/upload.ts";

it("a message is found by what its file says, whatever became ready first, and by nobody else", async () => {
  const house = await openTestHouse();
  const application = await connectApplication(house, ["anna", "boris"]);
  const [anna, boris] = [await application.tokenOf("anna"), await application.tokenOf("boris")];
  const { id: conversationId } = await house.call(createGroup, { id: newId<"Conversation">(), title: "Планёрка", userIds: [] }, anna);
  const windows = new Uint8Array([0xd2, 0xf3, 0xf0, 0xe1, 0xe8, 0xed, 0xe0]);
  const fileId = await uploadFile(house, anna, { name: "замер.txt", bytes: windows });
  await house.call(postMessage, { conversationId, id: newId(), text: "", fileIds: [fileId] }, anna);
  const search = (token: string) => house.call(findMessages, { query: "neh,bys" }, token);
  await expect
    .poll(async () => (await search(anna)).hits.map((hit) => hit.files[0]?.textSnippet?.text), { timeout: 15_000 })
    .toEqual(["Турбина"]);
  expect((await search(boris)).hits).toEqual([]);
  await house.stop();
});
