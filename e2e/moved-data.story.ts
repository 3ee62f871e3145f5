import type { Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import { expectAccessible } from "./harness/accessibility.ts";
import { tellStory } from "./harness/story.ts";
import { Discussions } from "./screens/discussions.ts";

const story = tellStory({ company: "small", isConnected: true });
const title = "Северный ветер";
let gromov: Page;
let anna: Discussions;

beforeAll(async () => {
  [gromov, anna] = await Promise.all([story.signIn("gromov"), story.signIn("kovaleva").then((page) => new Discussions(page))]);
  await anna.open(title);
  await anna.say("Это написано до переезда");
  await anna.message("до переезда").waitFor();
});

describe("the data are restored in another place", () => {
  test("discussions pause until a person decides, for this may be a copy", async () => {
    story.expectFaults(
      /ERR_CONNECTION_REFUSED|ERR_EMPTY_RESPONSE|ERR_INCOMPLETE_CHUNKED/,
      /WebSocket connection to/,
      /\/collaboration\/access$/,
    );
    await story.system.stop();
    await story.system.moveData();
    await story.system.startAgain();
    await gromov.goto(`${story.system.url}/administration/services`);
    await gromov.getByText("Похоже, это копия базы").waitFor();
    expect(await new Discussions(gromov).tab.count()).toBe(0);
    await expectAccessible(gromov);
    await anna.page.reload();
    await anna.page.getByRole("heading", { name: "Похоже, это копия базы" }).waitFor();
    await anna.page.getByText(/Обсуждения приостановлены.*Решить может: Громов/).waitFor();
  });

  test("declared the same in a new place, they are there again in open programs", async () => {
    await gromov.getByRole("button", { name: /^Это та же база на новом месте/ }).click();
    await gromov.getByRole("region", { name: "Обсуждения" }).getByText("Подключены", { exact: true }).waitFor();
    await anna.tab.waitFor();
    await anna.message("до переезда").waitFor();
    await anna.say("А это уже после");
    await anna.message("уже после").waitFor();
  });
});
