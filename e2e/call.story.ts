import type { Locator, Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import { expectAccessible } from "./harness/accessibility.ts";
import { tellStory } from "./harness/story.ts";
import { Discussions } from "./screens/discussions.ts";

const patienceMs = 15_000;
const story = tellStory({ company: "demo", hasDevices: true });
let anna: Discussions;
let sergey: Discussions;
/** Sergey's second device */
let phone: Page;

beforeAll(async () => {
  const enter = (login: string): Promise<Page> => story.signIn(login);
  const [hers, his, second] = await Promise.all([
    enter("kovaleva"),
    enter("melnikov"),
    story.signIn("melnikov", { viewport: { width: 390, height: 844 } }),
  ]);
  [anna, sergey, phone] = [new Discussions(hers), new Discussions(his), second];
  await anna.writeTo("Мельников");
});

const ringOn = (page: Page): Locator => page.getByRole("alertdialog", { name: /^Входящий (видео)?звонок.*Анна Ковалёва/ });
const stageOn = (page: Page): Locator => page.getByRole("region", { name: /^Звонок: / });

/** Waits until a picture moves. @returns how wide it is */
async function watch(video: Locator): Promise<number> {
  const count = (): Promise<number> =>
    video.evaluate((element) => (element as HTMLVideoElement).getVideoPlaybackQuality().totalVideoFrames);
  await expect.poll(count, { timeout: patienceMs }).toBeGreaterThan(3);
  return await video.evaluate((element) => (element as HTMLVideoElement).videoWidth);
}

/** What became of a call comes into view by itself. */
async function findNote({ thread }: Discussions, words: RegExp): Promise<void> {
  await expect.poll(() => isInView(thread.getByText(words).last()), { timeout: patienceMs }).toBe(true);
}

async function isInView(locator: Locator): Promise<boolean> {
  if ((await locator.count()) === 0) return false;
  return locator.evaluate((element) => {
    const { bottom } = element.getBoundingClientRect();
    return bottom <= element.closest("[role=log]")!.getBoundingClientRect().bottom + 1;
  });
}

describe("two people", () => {
  test("call: it rings on both devices of the other, and stops on the second when he answers on the first", async () => {
    await anna.page.getByRole("button", { name: "Позвонить с камерой" }).click();
    await Promise.all([ringOn(sergey.page), ringOn(phone)].map((ring) => ring.waitFor()));
    await expectAccessible(sergey.page);
    await ringOn(sergey.page).getByRole("button", { name: "С камерой" }).click();
    await Promise.all([sergey.page, phone].map((page) => ringOn(page).waitFor({ state: "detached" })));
  });

  test("see each other", async () => {
    const [hers, his] = [stageOn(sergey.page).getByLabel("Анна Ковалёва"), stageOn(anna.page).getByLabel("Сергей Мельников")];
    const widths = await Promise.all([hers, his].map((video) => watch(video)));
    expect(widths.every((width) => width > 0)).toBe(true);
    await expectAccessible(anna.page);
  });

  test("show the screen, and go on working in the program", async () => {
    await stageOn(anna.page).getByRole("button", { name: "Экран" }).click();
    expect(await watch(stageOn(sergey.page).getByLabel("Экран: Анна Ковалёва"))).toBeGreaterThan(600);
    await anna.page.getByRole("link", { name: "Документы" }).click();
    await stageOn(anna.page).getByText("Вы показываете экран").waitFor();
    await stageOn(anna.page).getByRole("button", { name: "Остановить показ" }).click();
    await stageOn(sergey.page).getByLabel("Экран: Анна Ковалёва").waitFor({ state: "detached" });
    await anna.open("Мельников");
  });

  test("hang up, and find the call in the conversation", async () => {
    await stageOn(sergey.page).getByRole("button", { name: "Выйти" }).click();
    await Promise.all([anna.page, sergey.page].map((page) => stageOn(page).waitFor({ state: "detached" })));
    await findNote(anna, /^Звонок, \d+ (с|мин)/);
  });

  test("decline, and find that too", async () => {
    await anna.page.getByRole("button", { name: "Позвонить", exact: true }).click();
    await ringOn(phone).getByRole("button", { name: "Отклонить" }).click();
    await anna.page.getByText("Звонок отклонён.").waitFor();
    await findNote(anna, /^Звонок отклонён,/);
    expect(await ringOn(sergey.page).count()).toBe(0);
  });

  test("hear and see nothing more of who signs out in the middle", async () => {
    await anna.page.getByRole("button", { name: "Позвонить с камерой" }).click();
    await ringOn(sergey.page).getByRole("button", { name: "С камерой" }).click();
    const hers = stageOn(sergey.page).getByLabel("Анна Ковалёва");
    expect(await watch(hers)).toBeGreaterThan(0);
    await anna.page.getByRole("button", { name: /^Меню пользователя/ }).click();
    await anna.page.getByRole("menuitem", { name: "Выйти" }).click();
    await anna.page.getByRole("textbox", { name: "Пароль" }).waitFor();
    await hers.waitFor({ state: "detached" });
  });
});
