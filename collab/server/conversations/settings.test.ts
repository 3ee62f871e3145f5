import * as api from "@veche/collab-domain/conversations";
import { listGroups, reconcileDirectory, type UserId } from "@veche/collab-domain/directory";
import type { CollabEvent } from "@veche/collab-domain/everything";
import { applyChanged, applyPosted, forwardMessages, listMessages, postMessage } from "@veche/collab-domain/messages";
import { AppError, must, newId } from "@veche/kernel";
import * as fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { connectApplication, listen, openTestHouse, toMirrored, type TestApplication, type TestHouse } from "../testing/house.ts";

const people = ["anna", "boris", "vera", "gleb"] as const;
const forbidden = { code: "forbidden" };
let house: TestHouse;
let application: TestApplication;
let tokens: Readonly<Record<(typeof people)[number], string>>;
let conversationId: api.ConversationId;

const idOf = (name: string): UserId => application.idOf(name);
const headOf = (token: string) => house.call(api.getConversation, { conversationId }, token);
const change = async (settings: api.SettingsChange, token = tokens.anna) =>
  house.call(api.changeSettings, { conversationId, settings, settingsVersion: (await headOf(token)).settingsVersion }, token);
const setRole = (name: string, role: api.MemberRole, token = tokens.anna) =>
  house.call(api.setMemberRole, { conversationId, userId: idOf(name), role }, token);
const post = (token: string, id = newId<"Message">()) => house.call(postMessage, { conversationId, id, text: "привет" }, token);
const notes = async () => (await house.call(listMessages, { conversationId }, tokens.anna)).items.flatMap(({ note }) => note ?? []);

async function make(names: readonly string[]): Promise<void> {
  const input = { id: newId<"Conversation">(), title: "Планёрка", userIds: names.map(idOf) };
  conversationId = (await house.call(api.createGroup, input, tokens.anna)).id;
}

beforeAll(async () => {
  house = await openTestHouse();
  application = await connectApplication(house, people);
  const signed = await Promise.all(people.map(async (name) => [name, await application.tokenOf(name)]));
  tokens = Object.fromEntries(signed) as typeof tokens;
});
afterAll(() => house.stop());
beforeEach(() => make(["boris", "vera"]));

describe("settings of a group", () => {
  it("are changed by its owners, noted, and heard by everybody with what he may do from then on", async () => {
    const socket = await listen(house, tokens.boris);
    const before = await headOf(tokens.boris);
    await expect(change({ posting: "owners" }, tokens.boris)).rejects.toMatchObject(forbidden);
    const head = await change({ posting: "owners", adding: "owners", description: "  О поставках\n" });
    expect(head).toMatchObject({ settingsVersion: 1, settings: { posting: "owners", adding: "owners", description: "О поставках" } });
    const { conversation } = await socket.hear("conversation.changed");
    const after = await headOf(tokens.boris);
    expect(api.applyConversation(before, conversation).my.can).toEqual(after.my.can);
    expect(after.my.can).toMatchObject({ post: false, addMembers: false });
    expect((await notes()).at(-1)).toEqual({
      type: "settingsChanged",
      settings: { posting: "owners", adding: "owners", description: "О поставках" },
    });
    socket.close();
  });

  it("who writes, adds and renames is as they say", async () => {
    const written = newId<"Message">();
    await post(tokens.boris, written);
    await change({ posting: "owners", adding: "owners", renaming: "everybody" });
    await expect(post(tokens.boris)).rejects.toMatchObject({ code: "forbidden", details: { permission: "conversation.post" } });
    const forwards = [{ id: newId<"Message">(), messageId: written }];
    await expect(house.call(forwardMessages, { conversationId, forwards }, tokens.boris)).rejects.toMatchObject(forbidden);
    expect((await post(tokens.boris, written)).id).toBe(written);
    expect((await post(tokens.anna)).text).toBe("привет");
    await expect(house.call(api.addMembers, { conversationId, userIds: [idOf("gleb")] }, tokens.boris)).rejects.toMatchObject(forbidden);
    expect((await house.call(api.renameConversation, { conversationId, title: "Склад" }, tokens.boris)).title).toBe("Склад");
  });

  it("of two who change what they saw the second is told, and nothing is lost", async () => {
    const { settingsVersion } = await headOf(tokens.anna);
    await house.call(api.changeSettings, { conversationId, settings: { posting: "owners" }, settingsVersion }, tokens.anna);
    const late = house.call(api.changeSettings, { conversationId, settings: { adding: "owners" }, settingsVersion }, tokens.anna);
    await expect(late).rejects.toMatchObject({ code: "conflict", details: { reason: "settings" } });
    expect((await change({ posting: "owners" })).settingsVersion).toBe(settingsVersion + 1);
  });

  it("an application decides for the groups it keeps", async () => {
    const kept = { kind: "group" as const, key: newId(), title: "Новости", ownerExternalIds: ["anna"], memberExternalIds: ["boris"] };
    const put = await house.call(api.putConversation, { ...kept, settings: { posting: "owners" } }, application.token);
    conversationId = put.conversationId;
    await expect(post(tokens.boris)).rejects.toMatchObject(forbidden);
    await expect(change({ posting: "everybody" })).rejects.toMatchObject(forbidden);
    await post(tokens.anna);
  });
});

it("what settings and roles do needs no reload, for who sees everything and for who joined later", async () => {
  await change({ history: "sinceJoining" });
  await house.call(api.addMembers, { conversationId, userIds: [idOf("gleb")] }, tokens.anna);
  for (const name of ["boris", "gleb"] as const) {
    const reader = { userId: idOf(name), groupIds: new Set<string>() };
    const apply = (head: api.ConversationHead, event: CollabEvent): api.ConversationHead => {
      if (event.type === "message.posted") return must(applyPosted(head, event.message, reader));
      if (event.type === "message.changed") return applyChanged(head, event.message);
      if (event.type === "conversation.changed") return api.applyConversation(head, event.conversation);
      return event.type === "conversation.opened" ? must(api.chooseNewer(head, event.head)) : head;
    };
    for (const act of [
      () => change({ posting: "owners", description: "О поставках" }),
      () => setRole(name, "owner"),
      () => setRole(name, "member"),
      () => change({ posting: "everybody" }),
    ]) {
      const socket = await listen(house, tokens[name]);
      const before = await headOf(tokens[name]);
      await act();
      const after = await headOf(tokens[name]);
      await expect.poll(() => socket.events.reduce(apply, before)).toEqual(after);
      socket.close();
    }
  }
});

describe("owners of a group", () => {
  it("make others owners and members again; the last one stays", async () => {
    await expect(setRole("boris", "owner", tokens.boris)).rejects.toMatchObject(forbidden);
    await expect(setRole("anna", "member")).rejects.toMatchObject({ code: "conflict", details: { reason: "lastOwner" } });
    await expect(setRole("gleb", "owner")).rejects.toMatchObject({ code: "not_found" });
    await setRole("boris", "owner");
    expect((await headOf(tokens.boris)).my).toMatchObject({ isOwner: true, can: { changeSettings: true } });
    await setRole("anna", "member", tokens.boris);
    expect((await headOf(tokens.anna)).my.can).toMatchObject({ changeRoles: false });
    expect((await notes()).slice(-2)).toEqual([
      { type: "ownerAdded", userId: idOf("boris") },
      { type: "ownerRemoved", userId: idOf("anna") },
    ]);
  });

  it("are followed by another member when the last one is blocked, and stay owners for when they come back", async () => {
    const reconcile = (isBlocked: boolean) => {
      const users = people.map((name) => ({ ...toMirrored(name), isBlocked: isBlocked && name === "anna" }));
      return house.call(reconcileDirectory, { users, groups: [], isComplete: true }, application.token);
    };
    await reconcile(true);
    const { items } = await house.call(api.listMembers, { conversationId }, tokens.boris);
    expect(items.filter(({ role }) => role === "owner").length).toBe(2);
    const { items: said } = await house.call(listMessages, { conversationId }, tokens.boris);
    expect(said.at(-1)?.note?.type).toBe("ownerAdded");
    await reconcile(false);
    tokens = { ...tokens, anna: await application.tokenOf("anna") };
    expect((await headOf(tokens.anna)).my.isOwner).toBe(true);
  });

  it("are never gone, however leaving, removing, demoting and the staff list meet", { timeout: 60_000 }, async () => {
    const staff = async (names: readonly string[]): Promise<void> => {
      const groups = [{ externalId: "sales", name: "Продажи", kind: "department" as const, memberExternalIds: [...names] }];
      await house.call(reconcileDirectory, { users: people.map(toMirrored), groups, isComplete: true }, application.token);
    };
    const who = fc.constantFrom(...people);
    const act = fc.record({ by: who, on: who, kind: fc.constantFrom("leave", "remove", "demote", "promote", "staff") });
    const perform = async ({
      by,
      on,
      kind,
    }: {
      by: (typeof people)[number];
      on: (typeof people)[number];
      kind: string;
    }): Promise<unknown> => {
      const userId = idOf(kind === "leave" ? by : on);
      if (kind === "staff") return staff([on]);
      if (kind === "demote" || kind === "promote") return setRole(on, kind === "promote" ? "owner" : "member", tokens[by]);
      return house.call(api.removeMember, { conversationId, userId }, tokens[by]);
    };
    const isRefusal = (error: unknown): boolean => error instanceof AppError && ["not_found", "forbidden", "conflict"].includes(error.code);
    await staff(["gleb"]);
    const groupId = must((await house.call(listGroups, {}, tokens.anna)).items[0]).id;
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 3, maxLength: 6 }), async (acts) => {
        await make(["boris", "vera"]);
        await staff(["gleb"]);
        await house.call(api.addMembers, { conversationId, userIds: [], groupIds: [groupId] }, tokens.anna);
        await setRole("gleb", "owner");
        const outcomes = await Promise.allSettled(acts.map(perform));
        expect(outcomes.filter((one) => one.status === "rejected" && !isRefusal(one.reason))).toEqual([]);
        const text = "select role from collab.members where conversation_id = $1 and left_at is null";
        const { rows } = await house.database.pool.query<{ role: string }>(text, [conversationId]);
        if (rows.length > 0) expect(rows.map(({ role }) => role)).toContain("owner");
      }),
      { numRuns: 10 },
    );
  });
});
