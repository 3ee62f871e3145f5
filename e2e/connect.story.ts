import type { Locator, Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import { expectAccessible } from "./harness/accessibility.ts";
import { findCode } from "./harness/company.ts";
import { tellStory } from "./harness/story.ts";
import { visitOf } from "./harness/visit.ts";
import { Discussions } from "./screens/discussions.ts";

const story = tellStory({ company: "small" });
let gromov: Page;
let anna: Page;
let code: string;

beforeAll(async () => {
  [gromov, anna] = await Promise.all([story.signIn("gromov"), story.signIn("kovaleva")]);
});

const dialogOf = (page: Page, name: string): Locator => page.getByRole("dialog", { name });

async function enterCode(page: Page, digits: string): Promise<void> {
  const dialog = dialogOf(page, "Код подтверждения");
  await dialog.getByLabel("Код из письма 1").click();
  await page.keyboard.type(digits);
  await dialog.getByRole("button", { name: "Зарегистрироваться" }).click();
}

describe("discussions are connected from the application", () => {
  test("an employee sees why he cannot, and who can", async () => {
    const other = await story.signIn("melnikov");
    expect(await other.getByRole("link", { name: "Администрирование" }).count()).toBe(0);
    await other.goto(`${story.system.url}/administration/services`);
    await other.getByText("Право «Подключение сервисов»: Громов Алексей Ильич.").waitFor();
    await other.getByRole("button", { name: "Подключить", disabled: true }).waitFor();
    await expectAccessible(other);
  });

  test("an administrator finds the service and asks for a code", async () => {
    await gromov.getByRole("navigation", { name: "Разделы" }).getByRole("link", { name: "Администрирование" }).click();
    await gromov.getByRole("heading", { name: "Администрирование" }).waitFor();
    await expectAccessible(gromov);
    await gromov.getByRole("link", { name: /^Интернет-поддержка и сервисы/ }).click();
    await gromov.getByRole("region", { name: "Обсуждения" }).getByText("Не подключены").waitFor();
    await expectAccessible(gromov);
    await gromov.getByRole("button", { name: "Подключить" }).click();
    await dialogOf(gromov, "Подключение обсуждений").getByRole("radio", { name: "Этот сервер" }).check();
    await gromov.getByRole("button", { name: "Далее" }).click();
    const registration = dialogOf(gromov, "Регистрация абонента");
    await registration.getByText("Учётные записи получат все 4 активных пользователя.").waitFor();
    await registration.getByRole("textbox", { name: "Электронная почта" }).fill("it@example.org");
    await registration.getByRole("button", { name: "Зарегистрироваться" }).click();
    await dialogOf(gromov, "Код подтверждения").getByText("Отправили код на it@example.org.").waitFor();
    await expectAccessible(gromov);
  });

  test("a wrong code is refused in clear words", async () => {
    story.expectFaults(/status of 4\d\d .*\/collaboration\/confirm$/);
    await enterCode(gromov, "000000");
    await dialogOf(gromov, "Код подтверждения")
      .getByRole("alert")
      .getByText(/^Код неверный.* Осталось \d попытк[аи]\.$/)
      .waitFor();
  });

  test("the code is in the letter, which the built-in mailbox keeps", async () => {
    await dialogOf(gromov, "Код подтверждения").getByRole("link", { name: "встроенной почте" }).click();
    await gromov.getByRole("button", { name: /Код регистрации приложения «Северный ветер»/ }).click();
    const letter = gromov.getByRole("article");
    await letter.getByText("Код действует 15 минут").waitFor();
    await expectAccessible(gromov);
    code = findCode(await letter.innerText())!;
    expect(code).toMatch(/^\d{6}$/);
  });

  test("the right code connects everybody, and the tab stands in programs that were open", async () => {
    expect(await new Discussions(anna).tab.count()).toBe(0);
    const visit = await visitOf(anna);
    await gromov.goBack();
    await gromov.goBack();
    await gromov.getByRole("region", { name: "Обсуждения" }).getByText("Ждём код из письма").waitFor();
    await gromov.getByRole("button", { name: "Ввести код" }).click();
    await enterCode(gromov, code);
    await dialogOf(gromov, "Обсуждения подключены").getByRole("button", { name: "Открыть обсуждения" }).click();
    await new Discussions(gromov).list.waitFor();
    await new Discussions(anna).tab.click();
    await new Discussions(anna).row("Северный ветер").waitFor();
    expect(await visitOf(anna)).toBe(visit);
  });

  test("one writes to a colleague who has never logged in, and he finds it when he comes", async () => {
    const talk = new Discussions(anna);
    await talk.writeTo("Мария Орлова");
    await talk.say("Мария Дмитриевна, когда закрываем месяц?");
    await talk.message("когда закрываем месяц").waitFor();
    const maria = new Discussions(await story.signIn("orlova"));
    await maria.tab.getByLabel("1 непрочитанное").waitFor();
    await maria.open("Анна Ковалёва");
    await maria.say("В пятницу.");
    await talk.message("В пятницу.").waitFor();
  });
});
