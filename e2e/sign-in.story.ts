import { listPeople, updatePerson } from "@veche/office-domain/directory";
import type { Page } from "playwright-core";
import { beforeAll, describe, test } from "vitest";
import { expectAccessible } from "./harness/accessibility.ts";
import { addAuthenticator, showCode } from "./harness/authenticator.ts";
import { callAs, password } from "./harness/company.ts";
import { tellStory } from "./harness/story.ts";

const story = tellStory({ company: "small", isConnected: true });
let sergey: Page;
let secret: string;

beforeAll(async () => {
  story.expectFaults(/401 \(Unauthorized\)/);
  sergey = await story.signIn("melnikov");
  await addAuthenticator(sergey);
});

const dialog = (page: Page) => page.getByRole("dialog");

async function confirmByPassword(button: string): Promise<void> {
  await dialog(sergey).getByRole("textbox", { name: "Ваш пароль" }).fill(password);
  await dialog(sergey).getByRole("button", { name: button }).click();
}

const isIn = (page: Page): Promise<void> => page.getByRole("navigation", { name: "Разделы" }).waitFor();

async function leave(): Promise<void> {
  await sergey.getByRole("button", { name: /Мельников/ }).click();
  await sergey.getByRole("menuitem", { name: "Выйти" }).click();
}

describe("signs in with a passkey, with a second factor, and ends a session from afar", () => {
  test("a passkey made in the settings opens the program without a password, suggested or asked for", async () => {
    await sergey.goto(`${story.system.url}/settings/security`);
    const add = sergey.getByRole("button", { name: "Добавить ключ" });
    await add.waitFor();
    await expectAccessible(sergey);
    await add.click();
    await dialog(sergey).getByRole("textbox", { name: "Название" }).fill("Ноутбук");
    await confirmByPassword("Далее");
    await sergey.getByText("ещё не использован").waitFor();
    await leave();
    // the authenticator of a story takes what the browser suggests
    await sergey.waitForURL(/\/login$/);
    await sergey.waitForURL(/:\d+\/$/);
    await isIn(sergey);
    await sergey.addInitScript(() => (PublicKeyCredential.isConditionalMediationAvailable = async () => false));
    await sergey.goto(story.system.url);
    await leave();
    await sergey.getByRole("button", { name: "Войти с ключом доступа" }).click();
    await isIn(sergey);
  });

  test("the second factor is turned on by scanning, and its code is asked after the password", async () => {
    await sergey.goto(`${story.system.url}/settings/security`);
    await sergey.getByRole("button", { name: "Включить" }).click();
    await confirmByPassword("Далее");
    await dialog(sergey).getByRole("img", { name: "QR-код" }).waitFor();
    await expectAccessible(sergey);
    secret = ((await dialog(sergey).locator("code").textContent()) ?? "").replaceAll(" ", "");
    await dialog(sergey).getByRole("textbox", { name: "Шесть цифр" }).fill(showCode(secret, Date.now()));
    await dialog(sergey).getByRole("button", { name: "Включить" }).click();
    const recoveryCode = await dialog(sergey).getByRole("listitem").first().textContent();
    await dialog(sergey).getByRole("button", { name: "Коды сохранены" }).click();

    const phone = await story.open("phone", "/login");
    await phone.getByRole("textbox", { name: "Имя пользователя" }).fill("melnikov");
    await phone.getByRole("textbox", { name: "Пароль" }).fill(password);
    await phone.getByRole("button", { name: "Войти", exact: true }).click();
    const code = phone.getByRole("textbox", { name: "Код из приложения" });
    await code.fill("000000");
    await phone.getByRole("button", { name: "Войти", exact: true }).click();
    await phone.getByText("Код не подошёл").waitFor();
    await phone.getByRole("button", { name: "Резервный код" }).click();
    await phone.getByRole("textbox", { name: "Резервный код" }).fill(recoveryCode ?? "");
    await phone.getByRole("button", { name: "Войти", exact: true }).click();
    await isIn(phone);
  });

  test("a session ended from afar shows it at once, and the code brings the page back, alive", async () => {
    await sergey.goto(`${story.system.url}/settings/sessions`);
    await sergey.getByRole("button", { name: /^Завершить сеанс/ }).click();
    const phone = story.pages.get("phone")!;
    await dialog(phone).getByText("Сеанс завершён").waitFor();
    await expectAccessible(phone);
    await dialog(phone).getByRole("textbox", { name: "Пароль" }).fill(password);
    await dialog(phone).getByRole("button", { name: "Войти", exact: true }).click();
    // the next step of time: the code that turned it on counts no more
    await dialog(phone)
      .getByRole("textbox", { name: "Код из приложения" })
      .fill(showCode(secret, Date.now() + 30_000));
    await dialog(phone).getByRole("button", { name: "Войти", exact: true }).click();
    await dialog(phone).waitFor({ state: "detached" });
    await isIn(phone);
    const gromov = await callAs(story.system.url, "gromov");
    const { items } = await gromov.call(listPeople, { query: "Орлова" });
    await gromov.call(updatePerson, { personId: items[0]!.id, position: "Главный бухгалтер" });
    await phone.getByText("Главный бухгалтер").waitFor();
  });
});
