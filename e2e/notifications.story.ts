import { callRoute } from "@veche/collab-sdk/call";
import { registerDevice, setSettings } from "@veche/collab-domain/notifications";
import { createBrowserAccess } from "@veche/office-domain/collaboration";
import { TestPushService, type TestBrowser } from "@veche/server/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { expectAccessible } from "./harness/accessibility.ts";
import { callAs } from "./harness/company.ts";
import { BrowserPush } from "./harness/push.ts";
import { tellStory } from "./harness/story.ts";
import { Discussions } from "./screens/discussions.ts";

const story = tellStory({ company: "small", isConnected: true, env: { VECHE_PRIVATE_PUSH: "yes" } });
let service: TestPushService;
let phone: TestBrowser;
let anna: Discussions;
let sergey: Discussions;
let push: BrowserPush;

beforeAll(async () => {
  service = await TestPushService.open();
  phone = service.openBrowser();
  const enter = async (login: string): Promise<Discussions> => new Discussions(await story.signIn(login));
  [anna, sergey] = await Promise.all([enter("kovaleva"), enter("melnikov")]);
  push = await BrowserPush.open(sergey.page, story.system.url);
  const { token } = await (await callAs(story.system.url, "melnikov")).call(createBrowserAccess, {});
  const device = { ...phone.subscription, name: "Телефон" };
  await callRoute(story.system.url, registerDevice, device, { token });
  const levels = { personal: "all", group: "all", context: "all", broadcast: "none" } as const;
  await callRoute(story.system.url, setSettings, { levels }, { token });
});
afterAll(() => service.close());

describe("Sergey's tab is closed", () => {
  test("when Anna writes, what his push service gets is shown, and opens the right message", async () => {
    await anna.writeTo("Мельников");
    await sergey.page.close();
    await anna.say("Завтра пуск");
    await anna.say("Насос **готов**");
    await expect.poll(() => phone.received.at(-1)?.content, { timeout: 30_000 }).toContain("Насос готов");
    await push.deliver(phone.received.at(-1)!.content);
    await expect.poll(() => push.listShown(), { timeout: 20_000 }).toEqual([{ title: "Анна Ковалёва", body: "Насос готов" }]);
    const path = await push.click();
    expect(path).toMatch(/^\/discussions\/[0-9a-f-]{36}\?message=\d+$/);
    sergey = new Discussions(await story.signIn("melnikov"));
    await sergey.page.goto(story.system.url + path);
    await sergey.message("Насос").waitFor();
  });

  test("when he has read it elsewhere, it is taken back", async () => {
    await expect.poll(() => phone.received.at(-1)?.content, { timeout: 30_000 }).toContain('"withdraw"');
    await push.deliver(phone.received.at(-1)!.content);
    await expect.poll(() => push.listShown(), { timeout: 20_000 }).toEqual([]);
  });
});

test("he sees his devices, tries one, and chooses when he is called", async () => {
  await sergey.page.goto(`${story.system.url}/settings/notifications`);
  const item = sergey.page.getByRole("listitem").filter({ hasText: "Телефон" });
  await item.getByText("Работает").waitFor();
  await item.getByRole("button", { name: "Отправить пробное уведомление" }).click();
  await sergey.page.getByText("Пробное уведомление отправлено").waitFor();
  expect(phone.received.at(-1)!.content).toContain('"test"');
  const hours = sergey.page.getByRole("checkbox", { name: "Уведомлять только в рабочее время" });
  await hours.click();
  await expect.poll(() => hours.isChecked(), { timeout: 20_000 }).toBe(true);
  await sergey.page.getByRole("combobox", { name: "С", exact: true }).waitFor();
  await expectAccessible(sergey.page);
  await sergey.page.setViewportSize({ width: 360, height: 740 });
  await expectAccessible(sergey.page);
});
