import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { expectAccessible } from "./harness/accessibility.ts";
import { findFreePort, startCollabServer, type CollabServer } from "./harness/collab-server.ts";
import { findCode } from "./harness/company.ts";
import { startMailServer, type MailServer } from "./harness/mail-server.ts";
import { tellStory } from "./harness/story.ts";
import { visitOf } from "./harness/visit.ts";
import { Discussions } from "./screens/discussions.ts";

const story = tellStory({ company: "small" });
const email = "it@example.org";
let mail: MailServer;
let remote: CollabServer;
/** answers, but is no collaboration server */
let site: Server;
let gromov: Page;
let anna: Discussions;
let sergey: Discussions;

beforeAll(async () => {
  mail = await startMailServer();
  site = createServer((_, response) => response.end("<h1>Сайт компании</h1>")).listen(0, "127.0.0.1");
  [remote, gromov, anna, sergey] = await Promise.all([
    startCollabServer(mail.url),
    story.signIn("gromov"),
    story.signIn("kovaleva").then((page) => new Discussions(page)),
    story.signIn("melnikov").then((page) => new Discussions(page)),
    once(site, "listening"),
  ]);
});
afterAll(async () => {
  site?.close();
  await remote?.remove();
  await mail?.stop();
});

async function askForCode(address: string): Promise<void> {
  await gromov.getByRole("textbox", { name: "Адрес сервера" }).fill(address);
  await gromov.getByRole("button", { name: "Получить код" }).click();
}

async function register(address: string): Promise<void> {
  await askForCode(address);
  const field = gromov.getByRole("textbox", { name: "Код регистрации" });
  await field.waitFor();
  await field.fill(findCode(await mail.receive(email))!);
  await gromov.getByRole("button", { name: "Зарегистрировать" }).click();
  await gromov.getByRole("heading", { name: "Обсуждения подключены" }).waitFor();
}

describe("discussions live on another server", () => {
  test("a technician finds the registration among his functions", async () => {
    await gromov.getByRole("button", { name: /^Меню пользователя/ }).click();
    await gromov.getByRole("menuitem", { name: "Настройки" }).click();
    await gromov.getByRole("checkbox", { name: "Режим технического специалиста" }).click();
    await expectAccessible(gromov);
    await gromov.getByRole("link", { name: "Функции для технического специалиста" }).click();
    await gromov.getByRole("link", { name: /^Управление системой взаимодействия/ }).click();
    await gromov.getByRole("heading", { name: "Регистрация абонента сервиса и приложения" }).waitFor();
    await expectAccessible(gromov);
  });

  test("an address where something else answers, or nothing, is refused in clear words", async () => {
    story.expectFaults(/status of 5\d\d .*\/collaboration\/begin$/);
    await gromov.getByRole("textbox", { name: "Электронная почта" }).fill(email);
    await askForCode("наш сервер");
    await gromov.getByText("Адрес начинается с https:// или http://").waitFor();
    await askForCode(`http://127.0.0.1:${(site.address() as AddressInfo).port}`);
    await gromov.getByRole("alert").getByText("По этому адресу нет сервера обсуждений.").waitFor();
    await askForCode(`http://127.0.0.1:${await findFreePort()}`);
    await gromov.getByRole("alert").getByText("Сервер обсуждений не отвечает. Проверьте адрес и сеть.").waitFor();
  });

  test("the code comes by mail from the other server, and connects everybody to it", async () => {
    const visit = await visitOf(anna.page);
    await register(remote.url);
    await gromov.getByText(remote.url).waitFor();
    await expectAccessible(gromov);
    await Promise.all([anna.open("Северный ветер"), sergey.open("Северный ветер")]);
    expect(await visitOf(anna.page)).toBe(visit);
  });

  test("people talk there as they would at home", async () => {
    await anna.say("Проверка связи через другой сервер");
    await sergey.message("Проверка связи").waitFor();
    await sergey.say("Слышу хорошо");
    await anna.message("Слышу хорошо").waitFor();
  });

  test("disconnected, the tab goes from every open program", async () => {
    story.expectFaults(/409 \(Conflict\) .*\/collaboration\/access$/);
    await gromov.getByRole("button", { name: "Отключить" }).click();
    const dialog = gromov.getByRole("dialog", { name: "Отключить обсуждения?" });
    await expectAccessible(gromov);
    await dialog.getByRole("textbox").fill("Северный ветер");
    await dialog.getByRole("button", { name: "Отключить" }).click();
    await Promise.all([anna, sergey].map(({ tab }) => tab.waitFor({ state: "detached" })));
    await anna.page.getByText("Обсуждения не подключены").waitFor();
  });

  test("connected again with the same address, the talk is there as it was", async () => {
    await register(remote.url);
    await Promise.all([anna.open("Северный ветер"), sergey.open("Северный ветер")]);
    await anna.message("Проверка связи").waitFor();
    await sergey.say("И снова на связи");
    await anna.message("И снова на связи").waitFor();
    expect(await anna.row("Северный ветер").count()).toBe(1);
  });
});
