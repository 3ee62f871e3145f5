import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type CallLab, openCallLab } from "./harness/call-lab.ts";
import type { LabClient } from "./harness/lab-client.ts";

const eventually = <Value>(read: () => Promise<Value> | Value) => expect.poll(read, { timeout: 40_000, interval: 250 });

describe.each([
  ["one connection for both directions", true],
  ["two connections, as older clients have", false],
])("LiveKit's client with %s", (_, isSingleConnectionOffered) => {
  let lab: CallLab;
  let anna: LabClient;
  let boris: LabClient;

  beforeAll(async () => {
    lab = await openCallLab({ isSingleConnectionOffered });
    [anna, boris] = await Promise.all([lab.openClient("anna"), lab.openClient("boris")]);
  });
  afterAll(() => lab?.close());

  test("is in a room within moments, and sees who else is there", async () => {
    await anna.join();
    await boris.join();
    await eventually(() => anna.readEvents()).toContain("joined boris");
  });

  test("shows and plays what the other sends", async () => {
    await anna.publish("camera", "microphone");
    await eventually(() => boris.seeVideo("anna")).toMatchObject({ height: 720 });
    await eventually(() => boris.hearPeak("anna")).toBeGreaterThan(0.05);
    await boris.publish("microphone");
    await eventually(() => anna.hearPeak("boris")).toBeGreaterThan(0.05);
  });

  test("tells who speaks", async () => {
    await eventually(async () => (await boris.readEvents()).some((event) => event.startsWith("speakers") && event.includes("anna"))).toBe(
      true,
    );
  });

  test("carries messages both ways, reliable and not, to all and to one", async () => {
    await anna.sendData("hello", { reliable: true });
    await boris.sendData("hi", { reliable: false, destinationIdentities: ["anna"] });
    await anna.sendData("to nobody here", { reliable: true, destinationIdentities: ["carol"] });
    await eventually(() => boris.readData()).toEqual(["anna: hello"]);
    await eventually(() => anna.readData()).toEqual(["boris: hi"]);
  });

  test("gets the layer it asks for, down and up again", async () => {
    await boris.setQuality("anna", "LOW");
    await eventually(() => boris.seeVideo("anna")).toMatchObject({ height: 180 });
    await boris.setQuality("anna", "HIGH");
    await eventually(async () => (await boris.seeVideo("anna"))?.height ?? 0).toBeGreaterThan(180);
  });

  test("sees a muted microphone, and hears it again", async () => {
    await anna.unpublish("microphone");
    await eventually(() => boris.readEvents()).toContain("muted anna microphone");
    await anna.publish("microphone");
    await eventually(() => boris.readEvents()).toContain("unmuted anna microphone");
    await eventually(() => boris.hearPeak("anna")).toBeGreaterThan(0.05);
  });

  test("shows a shared screen beside the camera, and its end", async () => {
    await anna.publish("screen");
    await eventually(async () => (await boris.seeVideo("anna", "screen_share"))?.framesDecoded ?? 0).toBeGreaterThan(0);
    await expect(boris.seeVideo("anna")).resolves.toBeDefined();
    await anna.unpublish("screen");
    await eventually(() => boris.readEvents()).toContain("unpublished anna screen_share");
  });

  test("goes on after its signalling broke, with the same media", async () => {
    const before = (await boris.seeVideo("anna"))?.framesDecoded ?? 0;
    await boris.simulate("signal-reconnect");
    await eventually(
      async () => (await boris.readEvents()).filter((event) => event === "reconnected" || event === "signalReconnecting").length,
    ).toBeGreaterThan(0);
    await eventually(() => boris.readState()).toBe("connected");
    await eventually(async () => (await boris.seeVideo("anna"))?.framesDecoded ?? 0).toBeGreaterThan(before + 20);
  });

  test("comes back wholly when everything broke", async () => {
    await boris.simulate("full-reconnect");
    await eventually(() => boris.readEvents()).toContain("reconnected");
    await eventually(() => boris.seeVideo("anna")).toMatchObject({ height: expect.any(Number) });
    await eventually(() => anna.hearPeak("boris")).toBeGreaterThan(0.05);
  });

  test("sees who comes later, and who leaves", async () => {
    const carol = await lab.openClient("carol");
    await carol.join();
    await eventually(() => carol.seeVideo("anna")).toMatchObject({ height: expect.any(Number) });
    await carol.leave();
    await eventually(() => anna.readEvents()).toContain("left carol");
    await carol.close();
  });

  test("is put out by a host, with the reason", async () => {
    const room = lab.sfu.registry.find("room");
    const token = await lab.createToken("host", { isRoomAdmin: true });
    const response = await fetch(`${lab.url}/twirp/livekit.RoomService/RemoveParticipant`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
      body: JSON.stringify({ room: room?.name, identity: "boris" }),
    });
    expect(response.status).toBe(200);
    await eventually(() => boris.readState()).toBe("disconnected");
    await eventually(() => anna.readEvents()).toContain("left boris");
  });
});
