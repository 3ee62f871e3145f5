import * as conversations from "@veche/collab-domain/conversations";
import { reconcileDirectory } from "@veche/collab-domain/directory";
import { deleteMessage, postMessage } from "@veche/collab-domain/messages";
import * as api from "@veche/collab-domain/notifications";
import { setPresence } from "@veche/collab-domain/presence";
import { newId } from "@veche/kernel";
import { TestPushService, type TestBrowser } from "@veche/server/testing";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { connectApplication, listen, openTestHouse, toMirrored, type TestApplication, type TestHouse } from "../testing/house.ts";

let house: TestHouse;
let service: TestPushService;
let office: TestApplication;
let [anna, boris] = ["", ""];
let conversationId: conversations.ConversationId;

beforeAll(async () => {
  house = await openTestHouse();
  service = await TestPushService.open();
});
afterAll(async () => {
  service.close();
  await house.stop();
});
beforeEach(async () => {
  office = await connectApplication(house, ["anna", "boris"]);
  [anna, boris] = [await office.tokenOf("anna"), await office.tokenOf("boris")];
  const input = { id: newId<"Conversation">(), title: "Планёрка", userIds: [office.idOf("boris")] };
  conversationId = (await house.call(conversations.createGroup, input, anna)).id;
});

const post = (text: string, token = anna) => house.call(postMessage, { conversationId, id: newId<"Message">(), text }, token);
const read = (readSeq: number, token = boris) => house.call(conversations.moveReadMark, { conversationId, readSeq }, token);
const register = (browser: TestBrowser, token = boris, name = "Chrome, Android") =>
  house.call(api.registerDevice, { ...browser.subscription, name }, token);
async function openDevice(token = boris): Promise<{ browser: TestBrowser; device: api.Device }> {
  const browser = service.openBrowser();
  return { browser, device: await register(browser, token) };
}
const contentsOf = (browser: TestBrowser): api.PushContent[] =>
  browser.received.map(({ content }) => JSON.parse(content) as api.PushContent);
async function contentOf(browser: TestBrowser, number: number): Promise<api.PushContent> {
  return JSON.parse((await browser.waitFor(number)).content) as api.PushContent;
}
/** Waits until it is decided whom the messages call. */
const decided = (seq: number) =>
  expect
    .poll(async () => {
      const text = "select seq from collab.notification_progress where conversation_id = $1";
      return (await house.database.pool.query<{ seq: number }>(text, [conversationId])).rows[0]?.seq;
    })
    .toBeGreaterThanOrEqual(seq);
/** What was posted before it has come before it. */
async function passMarker(browser: TestBrowser, count: number): Promise<void> {
  await post(`[@boris](veche:user/${office.idOf("boris")}) знак`);
  await browser.waitFor(count);
}

describe("a message comes to the devices", () => {
  it("of who takes part, closed for each, and not to its author", async () => {
    const [phone, laptop, own] = [await openDevice(), await openDevice(), await openDevice(anna)];
    const { seq } = await post("**Привет**, Борис");
    const shown = { author: "anna", title: "Планёрка", text: "Привет, Борис" };
    const content = { type: "message", conversationId, seq, language: "ru", shown, unreadCount: 1, badgeCount: 1 };
    for (const { browser } of [phone, laptop]) expect(await contentOf(browser, 1)).toEqual(content);
    expect(phone.browser.received[0]!.headers).toMatchObject({ urgency: "high", topic: expect.stringMatching(/^[\w-]{32}$/) });
    expect(own.browser.received).toEqual([]);
    const countWorking = async () =>
      (await house.call(api.getNotifications, {}, boris)).devices.filter(({ lastSuccessAt }) => lastSuccessAt !== null).length;
    await expect.poll(countWorking).toBe(2);
  });

  it("and is taken back from them when it is read elsewhere or deleted", async () => {
    const { browser } = await openDevice();
    const { seq } = await post("раз");
    await browser.waitFor(1);
    await read(seq);
    expect(await contentOf(browser, 2)).toEqual({ type: "withdraw", conversationId, badgeCount: 0 });
    const second = await post("два");
    await browser.waitFor(3);
    await house.call(deleteMessage, { conversationId, seq: second.seq }, anna);
    expect(await contentOf(browser, 4)).toMatchObject({ type: "withdraw" });
  });

  it("not when he wants only what names him, or none, or is not to be disturbed", async () => {
    const { browser } = await openDevice();
    const mine = (notificationLevel: "all" | "mentions" | "none") =>
      house.call(conversations.setMyState, { conversationId, notificationLevel }, boris);
    await mine("mentions");
    await decided((await post("не тебе")).seq);
    await passMarker(browser, 1);
    await mine("none");
    await decided((await post("тихо")).seq);
    await mine("all");
    await house.call(setPresence, { state: "doNotDisturb" }, boris);
    await decided((await post("не мешать")).seq);
    await house.call(setPresence, { state: "online" }, boris);
    await house.call(api.setSettings, { levels: { ...api.defaultSettings.levels, group: "mentions" } }, boris);
    await post("по виду беседы");
    await passMarker(browser, 2);
    const texts = contentsOf(browser).map((content) => content.type === "message" && content.shown?.text);
    expect(texts).toEqual(["@boris знак", "@boris знак"]);
  });

  it("without who, where and what when the organisation wants it so", async () => {
    await house.call(api.setPolicy, { isContentFree: true, conversationPath: "/d/:conversationId" }, office.token);
    const { browser } = await openDevice();
    await post("тайна");
    await browser.waitFor(1);
    expect(contentsOf(browser)).toMatchObject([{ type: "message", shown: null }]);
    expect(browser.received[0]!.content).not.toMatch(/тайна|anna|Планёрка/);
  });

  it("after another attempt when the push service was away", async () => {
    const { browser, device } = await openDevice();
    browser.status = 503;
    await post("позже");
    await expect
      .poll(async () => (await house.call(api.getNotifications, {}, boris)).devices[0])
      .toMatchObject({ id: device.id, waitingCount: 1, failure: { reason: "http_503" } });
    browser.status = 201;
    house.clock.advance(20_000);
    // as the clock of the queue does each minute
    await house.database.pool.query("select collab_jobs.add_job('send-pushes')");
    expect(await contentOf(browser, 1)).toMatchObject({ shown: { text: "позже" } });
  });

  it("never more when the browser is gone", async () => {
    const { browser } = await openDevice();
    browser.status = 410;
    await post("прощай");
    await expect.poll(async () => (await house.call(api.getNotifications, {}, boris)).devices).toEqual([]);
  });

  it("not to who has lost the right to see it", async () => {
    const [lost, seeing] = [await openDevice(), await openDevice(anna)];
    await house.call(conversations.removeMember, { conversationId, userId: office.idOf("boris") }, anna);
    await post("без Бориса");
    await house.call(conversations.addMembers, { conversationId, userIds: [office.idOf("boris")] }, anna);
    await post("с Борисом", boris);
    await seeing.browser.waitFor(1);
    expect(lost.browser.received.filter(({ content }) => content.includes("без Бориса"))).toEqual([]);
  });

  it("when a server ended between accepting and deciding", async () => {
    const { browser } = await openDevice();
    const { seq } = await post("забыто");
    await browser.waitFor(1);
    await house.database.pool.query("update collab.notification_progress set seq = $1 where conversation_id = $2", [
      seq - 1,
      conversationId,
    ]);
    await house.database.pool.query("update collab.push_deliveries set shown_seq = 0");
    await house.database.pool.query("select collab_jobs.add_job('decide-lagging')");
    expect(await contentOf(browser, 2)).toMatchObject({ shown: { text: "забыто" } });
  });
});

describe("a device", () => {
  it("is one, however often it says that it is there, and is of who signed in last", async () => {
    const { browser, device } = await openDevice();
    expect(await register(browser, boris, "Моё")).toMatchObject({ id: device.id, name: "Моё" });
    await register(browser, anna);
    expect((await house.call(api.getNotifications, {}, boris)).devices).toEqual([]);
    const thief = { ...service.openBrowser().subscription, endpoint: browser.subscription.endpoint, name: "чужое" };
    await expect(house.call(api.registerDevice, thief, boris)).rejects.toMatchObject({ code: "conflict" });
  });

  it("tells what became of a test", async () => {
    const { browser, device } = await openDevice();
    const test = () => house.call(api.testDevice, { deviceId: device.id }, boris);
    expect(await test()).toEqual({ outcome: "accepted", reason: null });
    expect(contentsOf(browser)).toEqual([{ type: "test", language: "ru" }]);
    browser.status = 403;
    expect(await test()).toEqual({ outcome: "refused", reason: "http_403" });
    browser.status = 404;
    expect(await test()).toEqual({ outcome: "gone", reason: null });
    await expect(test()).rejects.toMatchObject({ code: "not_found" });
  });

  it("receives nothing more once it is removed", async () => {
    const [{ browser, device }, other] = [await openDevice(), await openDevice()];
    await house.call(api.removeDevice, { deviceId: device.id }, boris);
    await post("после");
    await other.browser.waitFor(1);
    expect(browser.received).toEqual([]);
  });
});

describe("a letter with what was missed", () => {
  const askForDigests = () => house.database.pool.query("select collab_jobs.add_job('send-digests')");
  const email = () => `${office.idOf("boris")}@example.org`;
  const letterTo = async (to: string) => {
    await askForDigests();
    await expect.poll(() => house.mailer.findLast(to), { timeout: 10_000 }).toBeDefined();
    return house.mailer.findLast(to)!;
  };
  beforeEach(async () => {
    const users = [toMirrored("anna"), { ...toMirrored("boris"), email: email() }];
    await house.call(reconcileDirectory, { users, groups: [], isComplete: true }, office.token);
    await house.call(api.setPolicy, { isContentFree: false, conversationPath: "/discussions/:conversationId" }, office.token);
    await house.call(api.setSettings, { digest: "hourly" }, boris);
  });

  it("comes with what is unread and visible at that moment, and ends by its link", async () => {
    const { seq } = await post("прочитано");
    await read(seq);
    await post("**Важно**: <b>смета</b>");
    await post("и ещё");
    house.clock.advance(61 * 60_000);
    const letter = await letterTo(email());
    expect(letter.subject).toBe("2 непрочитанных сообщения — «Северный ветер»");
    expect(letter.text).toContain(
      `Планёрка\n  anna: Важно: <b>смета</b>\n  anna: и ещё\n  http://office.example.org/discussions/${conversationId}`,
    );
    expect(letter.text).not.toContain("прочитано");
    expect(letter.html).not.toContain("<b>смета");
    const link = letter.headers!["List-Unsubscribe"]!.slice(1, -1).replace("http://localhost", house.origin);
    expect(await (await fetch(link)).text()).toContain("Больше не присылать");
    expect((await house.call(api.getNotifications, {}, boris)).settings.digest).toBe("hourly");
    await fetch(link, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: "List-Unsubscribe=One-Click",
    });
    expect((await house.call(api.getNotifications, {}, boris)).settings.digest).toBe("never");
    expect((await fetch(`${link.slice(0, -1)}x`)).status).toBe(404);
  });

  it("says only how much in content-free mode", async () => {
    await house.call(api.setPolicy, { isContentFree: true, conversationPath: "/discussions/:conversationId" }, office.token);
    await post("тайна");
    house.clock.advance(61 * 60_000);
    const letter = await letterTo(email());
    expect(letter.text).toContain("1 непрочитанное сообщение.");
    expect(JSON.stringify(letter)).not.toMatch(/тайна|Планёрка|anna/);
  });
});

it("who looks at the conversation is not called, who sits elsewhere gets a head start", async () => {
  const { browser } = await openDevice();
  const socket = await listen(house, boris);
  await post("сижу рядом");
  await expect.poll(async () => (await house.call(api.getNotifications, {}, boris)).devices[0]?.waitingCount, { timeout: 5_000 }).toBe(1);
  expect(browser.received).toEqual([]);
  socket.close();
});
