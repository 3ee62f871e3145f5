import {
  applyCallEvent,
  declineCall,
  endCall,
  joinCall,
  leaveCall,
  listCalls,
  removeFromCall,
  startCall,
} from "@veche/collab-domain/calls";
import type { Call, CallAccess, CallDeviceId, CallEvent } from "@veche/collab-domain/calls";
import * as conversations from "@veche/collab-domain/conversations";
import { reconcileDirectory } from "@veche/collab-domain/directory";
import { listMessages } from "@veche/collab-domain/messages";
import { must, newId } from "@veche/kernel";
import { expectConverges } from "@veche/server/testing";
import { Sfu } from "@veche/sfu/server";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  connectApplication,
  listen,
  openTestHouse,
  toMirrored,
  type Listener,
  type TestApplication,
  type TestHouse,
} from "../testing/house.ts";
import { localMediaSettings } from "./index.ts";

const people = ["anna", "boris", "vera", "gleb"] as const;
type Name = (typeof people)[number];

let house: TestHouse;
let office: TestApplication;
let tokens: Record<Name, string>;
let conversationId: conversations.ConversationId;

async function openOffice(): Promise<void> {
  office = await connectApplication(house, people);
  tokens = Object.fromEntries(await Promise.all(people.map(async (name) => [name, await office.tokenOf(name)] as const))) as typeof tokens;
}

async function openGroup(others: readonly Name[]): Promise<conversations.ConversationId> {
  const input = { id: newId<"Conversation">(), title: "Планёрка", userIds: others.map((name) => office.idOf(name)) };
  return (await house.call(conversations.createGroup, input, tokens.anna)).id;
}

const device = (): CallDeviceId => newId<"CallDevice">();
const start = (name: Name = "anna", deviceId = device(), place = conversationId) =>
  house.call(startCall, { conversationId: place, id: newId<"Call">(), deviceId, hasVideo: false }, tokens[name]);
const join = ({ id }: Call, name: Name, deviceId = device()) => house.call(joinCall, { callId: id, deviceId }, tokens[name]);
const list = async (name: Name) => (await house.call(listCalls, {}, tokens[name])).items;
const stateOf = (call: Call, name: Name) => call.participants.find(({ userId }) => userId === office.idOf(name))?.state;
async function findNotes(place = conversationId) {
  const { items } = await house.call(listMessages, { conversationId: place, limit: 50 }, tokens.anna);
  return items.flatMap(({ note }) => (note?.type === "callEnded" ? [note] : []));
}

/** A device in the room: its signalling is enough to be there. */
async function enterRoom(access: CallAccess | null): Promise<WebSocket> {
  const { url, token } = must(access);
  const socket = new WebSocket(`${url ?? house.origin.replace("http", "ws")}/rtc?access_token=${token}&protocol=15&sdk=js`);
  await new Promise((resolve, reject) => {
    socket.addEventListener("message", resolve, { once: true });
    socket.addEventListener("close", reject, { once: true });
  });
  return socket;
}
const closed = (socket: WebSocket) => new Promise<void>((resolve) => socket.addEventListener("close", () => resolve()));
const callEventsOf = ({ events }: Listener): CallEvent[] => events.filter((event) => event.type === "call.changed");
const heard = (listener: Listener, isMeant: (call: Call) => boolean) =>
  expect.poll(() => callEventsOf(listener).some(({ call }) => isMeant(call))).toBe(true);

describe("a call of a conversation", () => {
  beforeAll(async () => {
    house = await openTestHouse();
    await openOffice();
  });
  beforeEach(async () => {
    conversationId = await openGroup(["boris", "vera"]);
  });
  afterEach(async () => {
    for (const { id } of await list("anna")) await house.call(endCall, { callId: id }, tokens.anna);
  });
  afterAll(() => house.stop());

  it("needs no reload on any screen, and one who opens the program meanwhile hears it ring", async () => {
    const boris = await listen(house, tokens.boris);
    const follow = async (act: () => Promise<{ call: Call }>): Promise<Call> => {
      const heardBefore = callEventsOf(boris).length;
      let call: Call | undefined;
      await expectConverges({
        snapshot: () => list("boris"),
        act: async () => {
          ({ call } = await act());
          await heard(boris, ({ id, version }) => id === call?.id && version === call.version);
        },
        events: () => callEventsOf(boris).slice(heardBefore),
        apply: (calls, event) => [...applyCallEvent(calls, event)],
      });
      return must(call);
    };
    const ringing = await follow(() => start());
    expect([ringing.state, stateOf(ringing, "boris"), stateOf(ringing, "vera")]).toEqual(["ringing", "ringing", "ringing"]);
    expect(await list("vera")).toEqual([ringing]);
    expect(await list("gleb")).toEqual([]);
    const declined = await follow(() => house.call(declineCall, { callId: ringing.id }, tokens.vera));
    expect(stateOf(declined, "vera")).toBe("declined");
    const answered = await follow(() => join(ringing, "boris"));
    expect(answered.state).toBe("active");
    house.clock.advance(65_000);
    expect(await follow(() => house.call(endCall, { callId: ringing.id }, tokens.anna))).toMatchObject({ state: "ended", outcome: "held" });
    expect(await findNotes()).toMatchObject([
      { outcome: "held", starterId: office.idOf("anna"), durationSeconds: 65, userIds: [office.idOf("anna"), office.idOf("boris")] },
    ]);
    boris.close();
  });

  it("is one in a conversation, and of a person: two who call at once meet, and who answers elsewhere hangs up here", async () => {
    const [first, second] = await Promise.all([start("anna"), start("boris")]);
    expect(second.call.id).toBe(first.call.id);
    const other = await openGroup(["boris", "gleb", "vera"]);
    await start("gleb", device(), other);
    const [elsewhere] = await list("gleb");
    await join(must(elsewhere), "boris");
    expect(stateOf(must((await list("anna")).find(({ id }) => id === first.call.id)), "boris")).toBe("left");
  });

  it("finds who talks elsewhere busy, and says so to who calls him", async () => {
    const { call } = await start();
    await join(call, "boris");
    const personal = await house.call(conversations.openPersonal, { userId: office.idOf("boris") }, tokens.gleb);
    const { call: refused, access } = await start("gleb", device(), personal.id);
    expect([refused.state, refused.outcome, access]).toEqual(["ended", "busy", null]);
  });

  it("is heard and left with rights only: who is put out of the conversation is out of the room at once, also with an old token", async () => {
    const anna = await listen(house, tokens.anna);
    const { call, access } = await start();
    const [own, { access: boris }] = [await enterRoom(access), await join(call, "boris")];
    const socket = await enterRoom(boris);
    await heard(anna, ({ participants }) => participants.filter(({ state, lostAt }) => state === "joined" && lostAt === null).length === 2);
    const gone = closed(socket);
    await house.call(conversations.removeMember, { conversationId, userId: office.idOf("boris") }, tokens.anna);
    await gone;
    await heard(anna, (changed) => stateOf(changed, "boris") === "left");
    await expect(join(call, "boris")).rejects.toMatchObject({ code: "not_found" });
    await closed(await enterRoom(boris));
    expect(own.readyState).toBe(WebSocket.OPEN);
    anna.close();
  });

  it("has a host, who puts out and ends; the others may not", async () => {
    const { call } = await start();
    await join(call, "boris");
    const userId = office.idOf("boris");
    await expect(house.call(endCall, { callId: call.id }, tokens.vera)).rejects.toMatchObject({ code: "forbidden" });
    await expect(house.call(removeFromCall, { callId: call.id, userId }, tokens.vera)).rejects.toMatchObject({ code: "forbidden" });
    expect(stateOf((await house.call(removeFromCall, { callId: call.id, userId }, tokens.anna)).call, "boris")).toBe("left");
  });

  it("is missed in the end, whoever comes to look", async () => {
    await enterRoom((await start()).access);
    const other = await openGroup(["gleb"]);
    await expect.poll(async () => must((await list("anna"))[0]).participants[0]?.lostAt).toBeNull();
    house.clock.advance(46_000);
    await house.call(conversations.removeMember, { conversationId: other, userId: office.idOf("gleb") }, tokens.anna);
    await expect.poll(() => findNotes()).toMatchObject([{ outcome: "missed", userIds: [office.idOf("anna")] }]);
    expect(await list("anna")).toEqual([]);
  });

  it("is over for a blocked person at once", async () => {
    const { call } = await start("boris");
    await join(call, "anna");
    const users = people.filter((name) => name !== "boris").map(toMirrored);
    await house.call(reconcileDirectory, { users, groups: [], isComplete: true }, office.token);
    await expect.poll(async () => stateOf(must((await list("anna"))[0]), "boris")).toBe("left");
  });
});

describe("with a LiveKit of the company", () => {
  const key = { apiKey: "company", apiSecret: "a secret of the company, long enough" };

  it("browsers are sent there, and rooms are kept there", async () => {
    const http = createServer();
    http.listen(0, "127.0.0.1");
    await once(http, "listening");
    const media = { ...localMediaSettings, udpPort: 0 };
    const sfu = await Sfu.open({ keys: { [key.apiKey]: key.apiSecret }, media, workerCount: 1 });
    http.on("request", (request, response) => void sfu.handleRequest(request, response));
    http.on("upgrade", (request, socket, head) => void sfu.handleUpgrade(request, socket, head));
    const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
    house = await openTestHouse({ ...localMediaSettings, livekit: { ...key, url } });
    await openOffice();
    conversationId = await openGroup(["boris"]);
    const deviceId = device();
    const { call, access } = await start("anna", deviceId);
    const { access: boris } = await join(call, "boris");
    expect(must(access).url).toBe(url.replace("http", "ws"));
    const [own, other] = [await enterRoom(access), await enterRoom(boris)];
    expect(sfu.listIdentities(call.id)).toHaveLength(2);
    const gone = closed(other);
    await house.call(removeFromCall, { callId: call.id, userId: office.idOf("boris") }, tokens.anna);
    await gone;
    const over = closed(own);
    await house.call(leaveCall, { callId: call.id, deviceId }, tokens.anna);
    await over;
    expect(await findNotes()).toMatchObject([{ outcome: "held" }]);
    await house.stop();
    await sfu.close();
    http.closeAllConnections();
    http.close();
  });
});
