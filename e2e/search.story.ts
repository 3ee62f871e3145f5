import { beforeAll, describe, expect, test } from "vitest";
import { expectAccessible } from "./harness/accessibility.ts";
import { tellStory } from "./harness/story.ts";
import { Discussions } from "./screens/discussions.ts";

const story = tellStory({ company: "small", isConnected: true });
const title = "Пуск котельной";
/** more than a screen shows */
const stepCount = 36;
let anna: Discussions;
let sergey: Discussions;
let maria: Discussions;

const enter = async (login: string): Promise<Discussions> => new Discussions(await story.signIn(login));

beforeAll(async () => {
  [anna, sergey, maria] = await Promise.all([enter("kovaleva"), enter("melnikov"), enter("orlova")]);
  await anna.startGroup(title, ["Мельников", "Громов"]);
  await anna.choose({ name: "Ведомость задвижек.txt", mimeType: "text/plain", buffer: Buffer.from("Пройдена опрессовка") });
  await anna.say("Проверьте манометры до пятницы");
  await anna.message("манометры").waitFor();
  for (let number = 1; number <= stepCount; number += 1) await anna.say(`Этап ${number}`);
  await anna.message(`Этап ${stepCount}`).waitFor();
});

describe("a message", () => {
  test("is found in the wrong keyboard layout and opens in its place", async () => {
    await sergey.tab.click();
    const field = sergey.list.getByRole("searchbox", { name: "Поиск по обсуждениям" });
    await field.fill("vfyjvtnh");
    const hit = sergey.list.getByRole("button").filter({ hasText: "Проверьте манометры до пятницы" });
    await hit.waitFor();
    expect(await hit.locator("mark").allTextContents()).toEqual(["манометры"]);
    await expectAccessible(sergey.page);
    await field.press("ArrowDown");
    await sergey.page.keyboard.press("End");
    await sergey.page.keyboard.press("Enter");
    await sergey.message("Проверьте манометры").waitFor();
  });

  test("is found by the name of its file and what the file says, a person by his, a conversation by its title", async () => {
    const field = sergey.list.getByRole("searchbox");
    await field.fill("ведомость задвижки");
    await sergey.list.getByRole("button").filter({ hasText: "Ведомость задвижек.txt" }).waitFor();
    await field.fill("jghtccjdrb");
    await sergey.list.getByRole("button").filter({ hasText: "Ведомость задвижек.txt" }).filter({ hasText: "опрессовка" }).waitFor();
    await field.fill("ковалёва");
    await sergey.list.getByRole("heading", { name: "Люди" }).waitFor();
    await field.fill("пуск котельной");
    await sergey.list.getByRole("heading", { name: "Беседы" }).waitFor();
    await field.press("Escape");
    await sergey.row(title).waitFor();
    await field.click();
    await sergey.list.getByRole("heading", { name: "Недавние запросы" }).waitFor();
    await field.press("Escape");
  });

  test("is found by filters", async () => {
    await sergey.list.getByRole("searchbox").fill("пятница");
    await sergey.list.getByRole("button", { name: "С чем" }).click();
    await sergey.page.getByRole("menuitem", { name: "Файлы" }).click();
    await sergey.list.getByRole("button").filter({ hasText: "Проверьте манометры" }).waitFor();
    await sergey.list.getByRole("button", { name: "Убрать фильтр: Файлы" }).click();
    await sergey.list.getByRole("searchbox").press("Escape");
  });

  test("is found by nobody who does not see it", async () => {
    await maria.tab.click();
    await maria.list.getByRole("searchbox").fill("манометры");
    await maria.list.getByText("Ничего не найдено").waitFor();
    await expectAccessible(maria.page);
  });
});

test("hits of one conversation are gone through by keys", async () => {
  await sergey.row(title).click();
  await sergey.field.waitFor();
  await sergey.page.keyboard.press("Control+f");
  const bar = sergey.page.getByRole("search", { name: "Поиск в беседе" });
  await bar.getByRole("textbox").fill("этапы");
  await bar.getByText(`1 из ${stepCount}`).waitFor();
  await sergey.page.keyboard.press("Shift+Enter");
  await bar.getByText(`${stepCount} из ${stepCount}`).waitFor();
  await expect.poll(() => sergey.thread.getByText("Этап 1", { exact: true }).isVisible()).toBe(true);
  await expectAccessible(sergey.page);
  await sergey.page.keyboard.press("Escape");
  await bar.waitFor({ state: "detached" });
});
