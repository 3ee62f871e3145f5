import type { PersonId } from "@veche/office-domain/directory";
import { documentPath, listDocuments } from "@veche/office-domain/documents";
import { signIn } from "@veche/office-domain/session";
import type { Page } from "playwright-core";
import { beforeAll, expect, test } from "vitest";
import { callAs, readPassword } from "./harness/company.ts";
import { inspect, readings } from "./harness/looks.ts";
import { tellStory } from "./harness/story.ts";

const story = tellStory({ company: "demo" });
let password: string;
let card: string;
let responsibleId: PersonId;

beforeAll(async () => {
  password = await readPassword(story.system.url);
  const anna = await callAs(story.system.url, "kovaleva");
  const { items } = await anna.call(listDocuments, { query: "КП-2026/0417" });
  card = documentPath(items[0]!.id);
  responsibleId = items[0]!.responsibleId;
});

/** Somebody takes the seat of whoever sat there. */
async function sitDown(page: Page, login: string): Promise<void> {
  const { status } = await page.evaluate(
    async ({ path, body }) => {
      const headers = { "content-type": "application/json", "x-requested-with": "veche" };
      const answer = await fetch(path, { method: "POST", headers, body: JSON.stringify(body) });
      return { status: answer.status };
    },
    { path: signIn.path, body: { login, password } },
  );
  expect(status).toBe(200);
}

test.each(readings)("the screens are whole and accessible by day and by night, on a desk and on a phone: $locale", async (reading) => {
  const { locale, viewports } = reading;
  const page = await story.open(locale, "/login", { locale, viewport: viewports[0]! });
  const see = (screen: string): Promise<void> => inspect(page, reading, screen);
  const visit = async (path: string, screen: string): Promise<void> => {
    await page.goto(story.system.url + path);
    await see(screen);
  };
  await page.locator("input[type=password]").waitFor();
  await see("sign-in");

  await sitDown(page, "kovaleva");
  await visit("/", "home");
  await page.getByRole("button", { name: /^(Уведомления|Notifications)/ }).click();
  await page.getByRole("dialog").waitFor();
  await see("notifications");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+k");
  await page.getByRole("dialog").getByRole("searchbox").or(page.getByRole("dialog").getByRole("textbox")).first().fill("котел");
  await see("palette");
  await visit("/discussions", "discussions");
  await page.getByRole("button").filter({ hasText: "Отдел продаж" }).first().click();
  await page.getByRole("log").getByRole("article").last().waitFor();
  await see("conversation");
  await visit("/documents", "documents");
  await visit(card, "document");
  await visit(`/people/${responsibleId}`, "person");
  await visit("/people", "people");
  await visit("/settings", "settings");

  await sitDown(page, "gromov");
  await visit("/administration", "administration");
  await visit("/administration/services", "services");
  await visit("/administration/users", "users");
  await visit("/administration/health", "health");
  await visit("/administration/mailbox", "mailbox");
  await page.context().close();
});
