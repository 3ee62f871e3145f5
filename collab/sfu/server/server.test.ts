import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { DisconnectReason, LeaveRequest_Action, RequestResponse_Reason, TrackSource, TrackType } from "@livekit/protocol";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openLocalMedia } from "../media/index.ts";
import { eventually } from "../testing/eventually.ts";
import { createRandom, fuzzCount, mutate } from "../testing/random.ts";
import { SignalClient } from "../testing/signal-client.ts";
import { createToken, type Grants } from "../tokens/index.ts";
import { Sfu } from "./index.ts";

const keys = { key: "a secret that is long enough" };
const signing = { apiKey: "key", apiSecret: keys.key, ttlSeconds: 60 };
const host = "127.0.0.1";
const heard: string[] = [];
let sfu: Sfu;
let server: Server;
let origin: string;

beforeAll(async () => {
  sfu = await Sfu.open({
    keys,
    workerCount: 1,
    media: { host, udpPort: 0, announcedAddresses: [] },
    maxParticipantsPerRoom: 3,
    openMedia: openLocalMedia,
    iceServers: [{ urls: ["turns:turn.example.com:443"], sharedSecret: "shared" }],
    observer: {
      onRoomStarted: ({ name }) => heard.push(`started ${name}`),
      onRoomFinished: ({ name }) => heard.push(`finished ${name}`),
      onParticipantJoined: ({ identity }) => heard.push(`joined ${identity}`),
      onParticipantLeft: ({ identity }, reason) => heard.push(`left ${identity} ${DisconnectReason[reason]}`),
    },
  });
  server = createServer((request, response) => {
    void sfu.handleRequest(request, response).then((isDone) => isDone || response.writeHead(404).end());
  });
  server.on("upgrade", (request, socket, head) => sfu.handleUpgrade(request, socket, head) || socket.destroy());
  server.listen(0, host);
  await once(server, "listening");
  origin = `http://${host}:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await sfu.close();
});

const tokenFor = (identity: string, room: string, grants: Partial<Grants> = {}): Promise<string> =>
  createToken({ identity, name: `Name of ${identity}`, room, canJoin: true, ...grants }, signing);

async function join(identity: string, room: string, grants: Partial<Grants> = {}): Promise<SignalClient> {
  const client = await SignalClient.open(origin, await tokenFor(identity, room, grants), {});
  await eventually(() => client.join).toBeDefined();
  return client;
}

async function validate(token: string, path = "/rtc/v1/validate"): Promise<[number, string]> {
  const response = await fetch(`${origin}${path}?access_token=${token}`);
  return [response.status, await response.text()];
}

async function call(method: string, body: object, grants: Partial<Grants>): Promise<[number, Record<string, unknown>]> {
  const token = await createToken({ identity: "office", ...grants }, signing);
  const response = await fetch(`${origin}/twirp/livekit.RoomService/${method}`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
  });
  return [response.status, (await response.json()) as Record<string, unknown>];
}

describe("the way in", () => {
  it("says to each bad token what is wrong", async () => {
    expect(await validate(await tokenFor("anna", "r"))).toEqual([200, "success"]);
    expect((await validate("nonsense"))[0]).toBe(401);
    expect((await validate(await createToken({ identity: "anna", room: "r", canJoin: true }, { ...signing, ttlSeconds: -60 })))[0]).toBe(
      401,
    );
    expect(
      (await validate(await createToken({ identity: "anna", room: "r", canJoin: true }, { ...signing, apiSecret: "another" })))[0],
    ).toBe(401);
    expect(
      (await validate(await createToken({ identity: "anna", room: "r", canJoin: true }, { ...signing, apiKey: "constructor" })))[0],
    ).toBe(401);
    expect((await validate(await tokenFor("anna", "r", { canJoin: false })))[0]).toBe(403);
    expect((await validate(await tokenFor("", "r")))[0]).toBe(403);
    await expect(SignalClient.open(origin, "nonsense", {})).rejects.toThrow("401");
  });

  it("is closed when the room is full, except to who is in it", async () => {
    const clients = [await join("a", "full"), await join("b", "full"), await join("c", "full")];
    expect(await validate(await tokenFor("d", "full"))).toEqual([403, "The room is full."]);
    await expect(SignalClient.open(origin, await tokenFor("d", "full"), {})).rejects.toThrow("403");
    const again = await join("a", "full");
    await eventually(() => clients[0]?.list("leave")[0]?.reason).toBe(DisconnectReason.DUPLICATE_IDENTITY);
    for (const client of [...clients, again]) client.send({ case: "leave", value: {} });
    await eventually(() => sfu.registry.find("full")).toBeUndefined();
  });

  it("tells who is there, how to connect, and of changes to all", async () => {
    const anna = await join("anna", "room");
    expect(anna.join).toMatchObject({
      subscriberPrimary: false,
      participant: { identity: "anna", name: "Name of anna" },
      otherParticipants: [],
    });
    expect(anna.join?.iceServers[0]?.username).toMatch(/^\d+:anna$/);
    const boris = await join("boris", "room");
    expect(boris.join?.otherParticipants.map(({ identity }) => identity)).toEqual(["anna"]);
    await eventually(() => anna.list("update").some(({ participants }) => participants[0]?.identity === "boris")).toBe(true);
    boris.send({ case: "leave", value: {} });
    await eventually(() => heard).toContain("left boris CLIENT_INITIATED");
    anna.send({ case: "leave", value: {} });
    await eventually(() => heard).toContain("finished room");
  });

  it("shows nobody who is hidden", async () => {
    const [anna, recorder] = [await join("anna", "seen"), await join("recorder", "seen", { isHidden: true })];
    const carol = await join("carol", "seen");
    expect(carol.join?.otherParticipants.map(({ identity }) => identity)).toEqual(["anna"]);
    expect(anna.list("update").flatMap(({ participants }) => participants.map(({ identity }) => identity))).not.toContain("recorder");
    for (const client of [anna, recorder, carol]) client.close();
  });
});

describe("a client in a room", () => {
  it("that lost its socket comes back as the same, and one that is unknown must come anew", async () => {
    const anna = await join("anna", "resume");
    const sid = anna.join?.participant?.sid ?? "";
    anna.cut();
    const token = await tokenFor("anna", "resume");
    const back = await SignalClient.open(origin, token, { reconnect: true, participantSid: sid });
    await eventually(() => back.messages[0]?.case).toBe("reconnect");
    expect(sfu.registry.find("resume")?.find("anna")?.sid).toBe(sid);
    const wrong = await SignalClient.open(origin, token, { reconnect: true, participantSid: "PA_another" });
    await eventually(() => wrong.list("leave")[0]?.action).toBe(LeaveRequest_Action.RECONNECT);
    back.send({ case: "leave", value: {} });
  });

  it("is answered when it pings, and cut when it sends nonsense", async () => {
    const anna = await join("anna", "ping");
    anna.send({ case: "pingReq", value: { timestamp: 5n } });
    await eventually(() => anna.list("pongResp")[0]?.lastPingTimestamp).toBe(5n);
    anna.sendRaw(Buffer.from([255, 255, 255, 255]));
    await anna.closed;
  });

  it("is refused what it may not do, with the reason", async () => {
    const anna = await join("anna", "rights", { canPublish: false });
    anna.send({ case: "addTrack", value: { cid: "mic", type: TrackType.AUDIO } });
    await eventually(() => anna.list("requestResponse")[0]?.reason).toBe(RequestResponse_Reason.NOT_ALLOWED);
    anna.send({ case: "updateMetadata", value: { requestId: 7, name: "Other" } });
    await eventually(() => anna.list("requestResponse")[1]).toMatchObject({ requestId: 7, reason: RequestResponse_Reason.NOT_ALLOWED });
    const boris = await join("boris", "rights", { publishSources: ["microphone"] });
    boris.send({ case: "addTrack", value: { cid: "cam", type: TrackType.VIDEO, source: TrackSource.CAMERA } });
    await eventually(() => boris.list("requestResponse")[0]?.reason).toBe(RequestResponse_Reason.NOT_ALLOWED);
    boris.send({ case: "addTrack", value: { cid: "mic", type: TrackType.AUDIO, source: TrackSource.MICROPHONE } });
    await eventually(() => boris.list("trackPublished")[0]).toMatchObject({ cid: "mic", track: { source: TrackSource.MICROPHONE } });
    for (const client of [anna, boris]) client.close();
  });

  it("may not flood", async () => {
    const anna = await join("anna", "flood");
    for (let index = 0; index < 1_000; index++) anna.send({ case: "pingReq", value: {} });
    await anna.closed;
  });

  it("with two connections gets our offer at once", async () => {
    const client = await SignalClient.open(origin, await tokenFor("old", "two"));
    await eventually(() => client.list("offer")[0]?.sdp).toContain("m=application");
    expect(client.join?.subscriberPrimary).toBe(true);
    client.close();
  });
});

describe("the administration", () => {
  const admin = { isRoomAdmin: true, canCreateRooms: true, canListRooms: true };

  it("makes, lists and ends rooms, for those who may", async () => {
    expect((await call("CreateRoom", { name: "made", metadata: "{}" }, { canListRooms: true }))[0]).toBe(403);
    expect(await call("CreateRoom", { name: "made", metadata: "{}", maxParticipants: 1 }, admin)).toMatchObject([
      200,
      { name: "made", metadata: "{}" },
    ]);
    const [, { rooms }] = await call("ListRooms", {}, admin);
    expect(rooms).toContainEqual(expect.objectContaining({ name: "made" }));
    const anna = await join("anna", "made");
    expect((await validate(await tokenFor("boris", "made")))[0]).toBe(403);
    expect((await call("DeleteRoom", { room: "made" }, admin))[0]).toBe(200);
    await eventually(() => anna.list("leave")[0]?.reason).toBe(DisconnectReason.ROOM_DELETED);
    expect((await call("DeleteRoom", { room: "made" }, admin))[0]).toBe(404);
  });

  it("puts people out, changes what they may, and tells them", async () => {
    const anna = await join("anna", "hosted");
    const other = { isRoomAdmin: true, room: "another" };
    expect((await call("RemoveParticipant", { room: "hosted", identity: "anna" }, other))[0]).toBe(403);
    expect((await call("GetParticipant", { room: "hosted", identity: "nobody" }, admin))[0]).toBe(404);
    const permission = { canSubscribe: true, canPublish: false, canPublishData: false };
    expect((await call("UpdateParticipant", { room: "hosted", identity: "anna", name: "Anna", permission }, admin))[0]).toBe(200);
    await eventually(() => anna.list("update").at(-1)?.participants[0]).toMatchObject({ name: "Anna", permission: { canPublish: false } });
    expect((await call("UpdateRoomMetadata", { room: "hosted", metadata: "locked" }, admin))[0]).toBe(200);
    await eventually(() => anna.list("roomUpdate").at(-1)?.room?.metadata).toBe("locked");
    expect((await call("RemoveParticipant", { room: "hosted", identity: "anna" }, admin))[0]).toBe(200);
    await eventually(() => anna.list("leave")[0]?.reason).toBe(DisconnectReason.PARTICIPANT_REMOVED);
    await anna.closed;
  });

  it("answers nonsense with a word, not with a fall", async () => {
    expect((await call("Nothing", {}, admin))[0]).toBe(404);
    expect((await call("constructor", {}, admin))[0]).toBe(404);
    expect((await call("CreateRoom", { name: 5 }, admin))[0]).toBe(400);
    const unsigned = await fetch(`${origin}/twirp/livekit.RoomService/ListRooms`, { method: "POST" });
    expect(unsigned.status).toBe(401);
  });
});

describe("nonsense in the signalling", () => {
  it("harms nobody", async () => {
    const random = createRandom(20);
    const offer = {
      case: "offer",
      value: { type: "offer", sdp: "v=0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=mid:0\r\na=sendonly\r\na=rtpmap:111 opus/48000/2\r\n" },
    } as const;
    const rounds = Math.ceil(fuzzCount / 2_000);
    for (let round = 0; round < rounds; round++) {
      const client = await join("fuzz", "nonsense");
      client.send(offer);
      for (let index = 0; index < 50; index++) {
        const sdp = mutate(Buffer.from(offer.value.sdp), random).toString("latin1");
        client.send({ case: "offer", value: { type: "offer", sdp } });
        client.send({ case: "answer", value: { type: "answer", sdp } });
      }
      client.sendRaw(mutate(Buffer.alloc(100, 10), random));
      client.send({ case: "leave", value: {} });
      client.close();
      const query = mutate(Buffer.from("join"), random).toString("base64url");
      await fetch(`${origin}/rtc/v1/validate?access_token=x&join_request=${query}`);
    }
    const anna = await join("anna", "nonsense");
    expect(anna.join).toBeDefined();
    anna.close();
  });
});
