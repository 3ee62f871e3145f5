import { addMembers, createGroup } from "@veche/collab-domain/conversations";
import { editMessage, postMessage } from "@veche/collab-domain/messages";
import { newId } from "@veche/kernel";
import { expect, it } from "vitest";
import { connectApplication, openTestHouse } from "./testing/house.ts";

/** more than the database has connections for us */
const crowd = 30;

it("changes in more conversations than there are connections, of whose people nothing is known yet, hold nobody up", async () => {
  const house = await openTestHouse();
  const application = await connectApplication(house, ["anna", "boris"]);
  const anna = await application.tokenOf("anna");
  const places = await Promise.all(
    Array.from({ length: crowd }, async (_, index) => {
      const group = { id: newId<"Conversation">(), title: `Проект ${index}`, userIds: [] };
      const { id: conversationId } = await house.call(createGroup, group, anna);
      const { seq } = await house.call(postMessage, { conversationId, id: newId(), text: "до" }, anna);
      await house.call(addMembers, { conversationId, userIds: [application.idOf("boris")] }, anna);
      return { conversationId, seq };
    }),
  );
  const edited = await Promise.all(places.map((place) => house.call(editMessage, { ...place, text: "после" }, anna)));
  expect(edited.map(({ text }) => text)).toEqual(Array.from({ length: crowd }, () => "после"));
  await house.stop();
});
