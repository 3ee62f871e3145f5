import { beforeAll, describe, expect, test } from "vitest";
import { expectAccessible } from "./harness/accessibility.ts";
import { tellStory } from "./harness/story.ts";
import { visitOf } from "./harness/visit.ts";
import { Discussions } from "./screens/discussions.ts";

const story = tellStory({ company: "small", isConnected: true });
const title = "Северный ветер";
let anna: Discussions;
let sergey: Discussions;
let visits: readonly number[];

const enter = async (login: string): Promise<Discussions> => new Discussions(await story.signIn(login));
const visitsNow = (): Promise<number[]> => Promise.all([visitOf(anna.page), visitOf(sergey.page)]);

beforeAll(async () => {
  [anna, sergey] = await Promise.all([enter("kovaleva"), enter("melnikov")]);
  await Promise.all([anna.open(title), sergey.open(title)]);
  visits = await visitsNow();
  story.expectFaults(
    /ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE|ERR_INCOMPLETE_CHUNKED/,
    /WebSocket connection to/,
    /status of 50\d/,
  );
});

/** What somebody sees in the thread, oldest first. */
async function listSaid(person: Discussions): Promise<readonly string[]> {
  return person.thread.getByRole("paragraph").allInnerTexts();
}

async function sayMany(person: Discussions, texts: readonly string[]): Promise<void> {
  for (const text of texts) await person.say(text);
}

const count = 6;
const annas = Array.from({ length: count }, (_, index) => `Анна ${index + 1}`);
const sergeys = Array.from({ length: count }, (_, index) => `Сергей ${index + 1}`);

describe("the server is killed while two people write", () => {
  test("everybody says something, and the server dies in the middle", async () => {
    const talking = Promise.all([sayMany(anna, annas), sayMany(sergey, sergeys)]);
    await anna.message(annas[1]!).waitFor();
    await story.system.kill();
    await talking;
    await Promise.all([anna, sergey].map(({ page }) => page.getByRole("status").getByText("Нет связи с сервером.").waitFor()));
    await expectAccessible(anna.page);
  });

  test("what is written meanwhile waits, and a draft stays in its field", async () => {
    await anna.say("Пишу без сервера");
    await anna.page.getByRole("article").filter({ hasText: "Пишу без сервера" }).getByText("Отправится, когда появится связь").waitFor();
    await sergey.field.pressSequentially("Недописанное");
  });

  test("when it is back, nothing is lost, nothing is doubled, and both see the same order", async () => {
    await story.system.startAgain();
    await Promise.all([anna, sergey].map((person) => person.message("Пишу без сервера").waitFor({ timeout: 60_000 })));
    await Promise.all(
      [anna, sergey].map(({ page }) => page.getByRole("status").getByText("Нет связи с сервером.").waitFor({ state: "detached" })),
    );
    // the program is back before everything unsent has gone out
    await expect
      .poll(async () => (await listSaid(anna)).toSorted(), { timeout: 30_000 })
      .toEqual([...annas, ...sergeys, "Пишу без сервера"].toSorted());
    const seen = await listSaid(anna);
    expect(seen.filter((text) => text.startsWith("Анна"))).toEqual(annas);
    expect(seen.filter((text) => text.startsWith("Сергей"))).toEqual(sergeys);
    expect(await listSaid(sergey)).toEqual(seen);
  });

  test("both go on without a reload", async () => {
    await sergey.say(" и дописанное");
    await anna.message("Недописанное и дописанное").waitFor();
    await anna.say("Всё на месте");
    await sergey.message("Всё на месте").waitFor();
    expect(await visitsNow()).toEqual(visits);
  });
});
