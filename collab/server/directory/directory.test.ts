import {
  applyDirectoryEvent,
  endSessions,
  getMe,
  getUsers,
  listGroups,
  listUsers,
  reconcileDirectory,
} from "@veche/collab-domain/directory";
import type { DirectoryEvent, User, UserId } from "@veche/collab-domain/directory";
import { createFileTicket } from "@veche/collab-domain/files";
import { expectConverges } from "@veche/server/testing";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { connectApplication, listen, openTestHouse, toMirrored, type TestApplication, type TestHouse } from "../testing/house.ts";
import { uploadFile } from "../testing/upload.ts";

let house: TestHouse;
let application: TestApplication;

beforeAll(async () => {
  house = await openTestHouse();
  application = await connectApplication(house, ["anna", "boris", "vera"]);
});
afterAll(() => house.stop());

const reconcile = (names: readonly string[], groups: readonly string[] = []) => {
  const toGroup = (externalId: string) => ({
    externalId,
    name: externalId,
    kind: externalId.startsWith("role") ? ("role" as const) : ("department" as const),
    memberExternalIds: ["anna"],
  });
  const input = { users: names.map(toMirrored), groups: groups.map(toGroup), isComplete: true };
  return house.call(reconcileDirectory, input, application.token);
};

it("the same list again changes nothing and tells nothing", async () => {
  const socket = await listen(house, await application.tokenOf("anna"));
  expect(await reconcile(["anna", "boris", "vera"])).toMatchObject({ createdCount: 0, updatedCount: 0, blockedCount: 0 });
  expect(await reconcile(["anna", "boris", "vera", "gleb"])).toMatchObject({ createdCount: 1, updatedCount: 0 });
  expect((await socket.hear("user.changed")).user.externalId).toBe("gleb");
  socket.close();
});

it("who is missing is blocked, goes out at once and is let in nowhere", async () => {
  const vera = await application.tokenOf("vera");
  const socket = await listen(house, vera);
  expect(await reconcile(["anna", "boris"])).toMatchObject({ blockedCount: 2 });
  expect(await socket.closed).toBe(4401);
  await expect(house.call(getMe, {}, vera)).rejects.toMatchObject({ code: "unauthenticated" });
  const anna = await application.tokenOf("anna");
  expect((await house.call(listUsers, {}, anna)).items.map((user) => user.externalId)).toEqual(["anna", "boris"]);
  expect((await house.call(getUsers, { userIds: [application.idOf("vera")] }, anna)).users).toMatchObject([{ isBlocked: true }]);
});

it("who has signed out somewhere loses sockets, tokens and file tickets of that session, and only of it", async () => {
  const [ended, other] = [await application.tokenOf("anna", "ended"), await application.tokenOf("anna", "other")];
  const fileId = await uploadFile(house, ended, { name: "черновик.txt", bytes: Buffer.from("черновик") });
  const open = async (ticket: string) => (await fetch(`${house.origin}/files/collab/${fileId}/черновик.txt?ticket=${ticket}`)).status;
  const [{ ticket }, { ticket: otherTicket }] = [
    await house.call(createFileTicket, {}, ended),
    await house.call(createFileTicket, {}, other),
  ];
  expect(await open(ticket)).toBe(200);
  const [socket, otherSocket] = [await listen(house, ended), await listen(house, other)];
  await house.call(endSessions, { sessionIds: ["ended", "unknown"] }, application.token);
  await house.call(endSessions, { sessionIds: ["ended"] }, application.token);
  expect(await socket.closed).toBe(4401);
  for (const token of [ended, await application.tokenOf("anna", "ended")])
    await expect(house.call(getMe, {}, token)).rejects.toMatchObject({ code: "unauthenticated" });
  expect([await open(ticket), await open(otherTicket)]).toEqual([404, 200]);
  expect((await house.call(getMe, {}, other)).user.externalId).toBe("anna");
  otherSocket.close();
  await expect(house.call(endSessions, { sessionIds: ["other"] }, other)).rejects.toMatchObject({ code: "unauthenticated" });
});

it("people are found by the application's own names", async () => {
  const anna = await application.tokenOf("anna");
  const { users } = await house.call(getUsers, { externalIds: ["boris", "nobody"] }, anna);
  expect(users.map(({ id }) => id)).toEqual([application.idOf("boris")]);
});

it("people are found by names that are not shown", async () => {
  const anna = await application.tokenOf("anna");
  const boris = { ...toMirrored("boris"), fullName: "Борис Лебедев", otherNames: "Лебедев Борис Аркадьевич" };
  const change = { users: [boris], groups: [], isComplete: false };
  expect(await house.call(reconcileDirectory, change, application.token)).toMatchObject({ updatedCount: 1 });
  expect(await house.call(reconcileDirectory, change, application.token)).toMatchObject({ updatedCount: 0 });
  const { items } = await house.call(listUsers, { query: "аркадьевич лебедев" }, anna);
  expect(items.map(({ fullName }) => fullName)).toEqual(["Борис Лебедев"]);
});

it("groups come and go with the list", async () => {
  await reconcile(["anna", "boris"], ["lawyers", "clerks"]);
  const anna = await application.tokenOf("anna");
  expect((await house.call(listGroups, {}, anna)).items).toMatchObject([{ name: "clerks", memberCount: 1 }, { name: "lawyers" }]);
  expect(await reconcile(["anna", "boris"], ["clerks"])).toMatchObject({ removedGroupCount: 1 });
  expect((await house.call(getMe, {}, anna)).groupIds).toHaveLength(1);
});

it("a role carries rights and is offered to nobody", async () => {
  await reconcile(["anna", "boris"], ["clerks", "role of readers"]);
  const anna = await application.tokenOf("anna");
  expect((await house.call(listGroups, {}, anna)).items).toMatchObject([{ name: "clerks" }]);
  expect((await house.call(getMe, {}, anna)).groupIds).toHaveLength(2);
});

it("people on a screen follow every change without a reload", async () => {
  const names = ["anna", "boris", "vera", "gleb", "new"];
  await reconcile(["anna", "boris", "vera", "gleb"]);
  const anna = await application.tokenOf("anna");
  const socket = await listen(house, anna);
  const follow = async (act: () => Promise<unknown>): Promise<void> => {
    const before = socket.events.length;
    await expectConverges<ReadonlyMap<UserId, User>, DirectoryEvent>({
      snapshot: async () => {
        const { users } = await house.call(getUsers, { externalIds: names }, anna);
        return new Map(users.map((user) => [user.id, user]));
      },
      act: async () => {
        await act();
        await vi.waitFor(() => expect(socket.events.length).toBeGreaterThan(before));
      },
      events: () => socket.events.slice(before).filter((event) => event.type === "user.changed"),
      apply: applyDirectoryEvent,
    });
  };
  const say = (users: ReturnType<typeof toMirrored>[]) =>
    house.call(reconcileDirectory, { users, groups: [], isComplete: false }, application.token);
  await follow(() => say([{ ...toMirrored("boris"), fullName: "Борис Иванов", position: "Инженер" }]));
  await follow(() => say([{ ...toMirrored("boris"), department: "Склад" }]));
  for (const isBlocked of [true, false]) await follow(() => say([{ ...toMirrored("vera"), isBlocked }]));
  await follow(() => say([toMirrored("new")]));
  await follow(() => reconcile(["anna", "boris", "vera", "new"]));
  socket.close();
});

it("one name for two people is refused", async () => {
  await expect(reconcile(["anna", "anna"])).rejects.toMatchObject({ code: "invalid" });
});

it("ten thousand people are mirrored in one call", async () => {
  const names = Array.from({ length: 10_000 }, (_, index) => `person ${index}`);
  expect(await reconcile(["anna", "boris", ...names])).toMatchObject({ createdCount: 10_000 });
  expect(await reconcile(["anna", "boris", ...names])).toMatchObject({ createdCount: 0, updatedCount: 0 });
});
