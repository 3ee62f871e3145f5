import type { Page } from "playwright-core";
import { getDocument, type DocumentId } from "@veche/office-domain/documents";
import { beforeAll, describe, expect, test } from "vitest";
import { expectAccessible } from "./harness/accessibility.ts";
import { callAs } from "./harness/company.ts";
import { ReceivedFrames } from "./harness/frames.ts";
import { tellStory } from "./harness/story.ts";
import { visitOf } from "./harness/visit.ts";
import { Discussions } from "./screens/discussions.ts";
import { DocumentCard } from "./screens/document-card.ts";

const story = tellStory({ company: "small", isConnected: true });
const title = "Договор на пуск котельной";
const annex = "Смета к договору";
/** generous for a machine that does much else; the number is printed */
const patienceMs = 1_000;
let anna: DocumentCard;
let sergey: DocumentCard;
let path: string;
let annexPath: string;

beforeAll(async () => {
  const pages = await Promise.all([story.signIn("kovaleva"), story.signIn("melnikov")]);
  [anna, sergey] = pages.map((page) => new DocumentCard(page)) as [DocumentCard, DocumentCard];
});

describe("the discussion of a document", () => {
  test("is in its card from the start, for exactly those who see the document", async () => {
    await anna.create(annex);
    annexPath = anna.path;
    await anna.create(title);
    path = anna.path;
    await anna.say("Сергей, посмотрите срок пуска");
    await anna.openPart("Права");
    await anna.admit("Мельников");
    await sergey.goTo(path);
    await sergey.message("посмотрите срок").waitFor();
    await expectAccessible(sergey.page);
  });

  test("goes both ways, in the card and in the list of conversations", async () => {
    await sergey.say("Успеем к двадцатому");
    await anna.message("Успеем к двадцатому").waitFor();
    const list = new Discussions(sergey.page);
    await list.open(title);
    await list.say("Нужна только смета");
    await anna.message("Нужна только смета").waitFor();
  });

  test("shows a link to another document as a card, which opens as a tab of the program", async () => {
    await anna.goTo(annexPath);
    await anna.openPart("Права");
    await anna.admit("Мельников");
    await anna.goTo(path);
    await anna.say(story.system.url + annexPath);
    await sergey.goTo(path);
    const visit = await visitOf(sergey.page);
    const card = sergey.thread.getByRole("article").filter({ hasText: annex });
    await card.getByRole("button", { name: "Открыть" }).click();
    await sergey.page.getByRole("heading", { name: annex, level: 1 }).waitFor();
    expect(sergey.path).toBe(annexPath);
    expect(await sergey.tabs.getByRole("link").count()).toBe(4);
    expect(await visitOf(sergey.page)).toBe(visit);
  });

  test("does not exist for a stranger, nor does the document", async () => {
    story.expectFaults(/status of 404 .*\/api\/office\/documents\//);
    const maria = new DocumentCard(await story.signIn("orlova"));
    await maria.goTo(path);
    await maria.page.getByText("Документа нет или он вам недоступен").waitFor();
    expect(await maria.discussion.count()).toBe(0);
    const caller = await callAs(story.system.url, "orlova");
    const documentId = path.split("/").at(-1) as DocumentId;
    await expect(caller.call(getDocument, { documentId })).rejects.toMatchObject({ code: "not_found" });
    const list = new Discussions(maria.page);
    await list.tab.click();
    await list.row("Северный ветер").waitFor();
    expect(await list.row(title).count()).toBe(0);
  });
});

describe("who loses the right to a document", () => {
  let frames: ReceivedFrames;

  test("loses its card and its discussion at once, while he looks at them", async () => {
    await sergey.goTo(path);
    frames = new ReceivedFrames(sergey.page);
    await sergey.page.reload();
    await sergey.message("Нужна только смета").waitFor();
    await sergey.field.pressSequentially("Ещё вопрос");
    await anna.goTo(path);
    await anna.openPart("Права");
    // The tab beside it comes into its place, with a discussion of its own: what must go is what was said in this one.
    const gone = Promise.all([
      sergey.message("Нужна только смета").waitFor({ state: "detached" }),
      sergey.page.getByRole("heading", { name: title, level: 1 }).waitFor({ state: "detached" }),
    ]).then(() => performance.now());
    const answered = whenAnswered(anna.page);
    await anna.page.getByRole("button", { name: "Убрать: Сергей Мельников" }).click();
    const waitedMs = Math.max(0, (await gone) - (await answered));
    console.log(`the card left ${Math.round(waitedMs)} ms after the server's answer`);
    expect(waitedMs).toBeLessThan(patienceMs);
    await sergey.page.getByText(new RegExp(`${title}.* закрыт`)).waitFor();
  });

  test("finds it nowhere, and his sockets get nothing more of it", async () => {
    await anna.say("Об этом уже без Сергея");
    await anna.message("Об этом уже без Сергея").waitFor();
    const direct = new Discussions(anna.page);
    await direct.writeTo("Сергей Мельников");
    await direct.say("Договор теперь веду я");
    const list = new Discussions(sergey.page);
    await list.tab.getByLabel(/непрочитан/).waitFor();
    await list.tab.click();
    await list.row("Анна Ковалёва").waitFor();
    expect(await list.row(title).count()).toBe(0);
    expect(frames.count("Договор теперь веду я")).toBeGreaterThan(0);
    expect(frames.count("без Сергея")).toBe(0);
  });
});

test("who registers a document gives it its number, and everybody sees it at once", async () => {
  const records = new DocumentCard(await story.signIn("gromov"));
  await anna.goTo(annexPath);
  await anna.writeText("Смета на пуск котельной");
  await records.goTo(annexPath);
  const number = await records.register();
  await anna.page.getByText(`${number} от`).waitFor();
});

/** @returns when the server had answered that the participants are changed */
async function whenAnswered(page: Page): Promise<number> {
  const response = await page.waitForResponse((one) => one.url().endsWith("/participants") && one.request().method() === "PUT");
  await response.finished();
  return performance.now();
}
