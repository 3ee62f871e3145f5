import * as api from "@veche/collab-domain/conversations";
import { listGroups, reconcileDirectory, type GroupId } from "@veche/collab-domain/directory";
import { postMessage } from "@veche/collab-domain/messages";
import { must, newId } from "@veche/kernel";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { connectApplication, listen, openTestHouse, toMirrored, type TestApplication, type TestHouse } from "../testing/house.ts";

const people = ["anna", "boris", "vera", "gleb"];
const notFound = { code: "not_found" };
let house: TestHouse;
let application: TestApplication;
let [anna, boris, vera] = ["", "", ""];
let groupId: GroupId;
let conversationId: api.ConversationId;

/** The staff list says who belongs to the department. */
const staff = (memberExternalIds: readonly string[]) => {
  const groups = [{ externalId: "sales", name: "Отдел продаж", kind: "department" as const, memberExternalIds: [...memberExternalIds] }];
  return house.call(reconcileDirectory, { users: people.map(toMirrored), groups, isComplete: true }, application.token);
};
const see = (token: string) => house.call(api.getConversation, { conversationId }, token);

beforeAll(async () => {
  house = await openTestHouse();
  application = await connectApplication(house, people);
  [anna, boris, vera] = [await application.tokenOf("anna"), await application.tokenOf("boris"), await application.tokenOf("vera")];
});
afterAll(() => house.stop());
beforeEach(async () => {
  await staff(["boris"]);
  groupId = must((await house.call(listGroups, {}, anna)).items[0]).id;
  const made = { id: newId<"Conversation">(), title: "Отдел продаж", userIds: [], groupIds: [groupId] };
  conversationId = (await house.call(api.createGroup, made, anna)).id;
});

describe("a department that takes part", () => {
  it("brings in who joins the staff list, who hears of it at once and what is posted from then on", async () => {
    const socket = await listen(house, vera);
    await expect(see(vera)).rejects.toMatchObject(notFound);
    await staff(["boris", "vera"]);
    const findOpened = () => socket.events.find((event) => event.type === "conversation.opened" && event.head.id === conversationId);
    await expect.poll(findOpened).toMatchObject({ head: { memberCount: 3, my: { isMember: true } } });
    await house.call(postMessage, { conversationId, id: newId(), text: "Доброе утро" }, boris);
    expect((await socket.hear("message.posted")).message.conversationId).toBe(conversationId);
    expect((await see(boris)).memberCount).toBe(3);
    socket.close();
  });

  it("takes out who leaves the staff list, who hears nothing more", async () => {
    const socket = await listen(house, boris);
    const { changesCursor: since } = await house.call(api.listConversations, {}, boris);
    await staff(["vera"]);
    const isClosed = () => socket.events.some((event) => event.type === "conversation.closed" && event.conversationId === conversationId);
    await expect.poll(isClosed).toBe(true);
    await expect(see(boris)).rejects.toMatchObject(notFound);
    const { id } = await house.call(postMessage, { conversationId, id: newId(), text: "Без Бориса" }, vera);
    expect(socket.events.filter((event) => event.type === "message.posted" && event.message.id === id)).toEqual([]);
    expect((await house.call(api.listConversationChanges, { since }, boris)).goneIds).toContain(conversationId);
    socket.close();
  });

  it("leaves who was invited by name, and who owns the conversation", async () => {
    await house.call(api.addMembers, { conversationId, userIds: [application.idOf("boris")] }, anna);
    await staff([]);
    expect((await see(boris)).memberCount).toBe(2);
    expect((await see(anna)).my.isMember).toBe(true);
  });

  it("never leaves the conversation without an owner", async () => {
    await house.call(api.removeMember, { conversationId, userId: application.idOf("anna") }, anna);
    expect((await see(boris)).my.can.rename).toBe(true);
    await staff(["vera"]);
    expect((await see(vera)).my.can.rename).toBe(true);
  });

  it("does not bring back who left by himself, until he joins it anew", async () => {
    await house.call(api.removeMember, { conversationId, userId: application.idOf("boris") }, boris);
    await staff(["boris", "vera"]);
    await expect(see(boris)).rejects.toMatchObject(notFound);
    await staff(["vera"]);
    await staff(["boris", "vera"]);
    expect((await see(boris)).my.isMember).toBe(true);
  });

  it("is listed, and taken out by an owner with those who came through it", async () => {
    expect((await house.call(api.listMemberGroups, { conversationId }, boris)).items).toEqual([
      { groupId, name: "Отдел продаж", memberCount: 1 },
    ]);
    await expect(house.call(api.removeMemberGroup, { conversationId, groupId }, boris)).rejects.toMatchObject({ code: "forbidden" });
    await house.call(api.removeMemberGroup, { conversationId, groupId }, anna);
    await expect(see(boris)).rejects.toMatchObject(notFound);
    expect((await see(anna)).memberCount).toBe(1);
    await staff(["boris", "vera"]);
    await expect(see(vera)).rejects.toMatchObject(notFound);
  });

  it("is gone with its people when the staff list has it no more", async () => {
    await house.call(reconcileDirectory, { users: people.map(toMirrored), groups: [], isComplete: true }, application.token);
    await expect(see(boris)).rejects.toMatchObject(notFound);
    expect((await see(anna)).memberCount).toBe(1);
  });
});
