import { createDepartment, listPeople, updatePerson } from "@veche/office-domain/directory";
import type { Page } from "playwright-core";
import { beforeAll, describe, test } from "vitest";
import { expectAccessible } from "./harness/accessibility.ts";
import { callAs } from "./harness/company.ts";
import { tellStory } from "./harness/story.ts";
import { Discussions } from "./screens/discussions.ts";

const story = tellStory({ company: "small", isConnected: true });
let sergey: Page;
let maria: Discussions;

beforeAll(async () => {
  await placeMaria();
  sergey = await story.signIn("melnikov");
});

/** Orlova is the accounting department, and answers for some questions. */
async function placeMaria(): Promise<void> {
  const admin = await callAs(story.system.url, "gromov");
  const { id: departmentId } = await admin.call(createDepartment, { name: "Бухгалтерия" });
  const { items } = await admin.call(listPeople, { query: "Орлова" });
  const responsibilities = ["Счета покупателям", "Акты сверки"];
  await admin.call(updatePerson, { personId: items[0]!.id, departmentId, responsibilities });
}

const row = (): ReturnType<Page["getByRole"]> =>
  sergey.getByRole("list", { name: "Адресная книга" }).getByRole("link").filter({ hasText: "Мария Орлова" });

describe("whom to ask in accounting", () => {
  test("the address book shows the department, what its people answer for, and whether they are there", async () => {
    await sergey.getByRole("navigation", { name: "Разделы" }).getByRole("link", { name: "Адресная книга" }).click();
    await sergey
      .getByRole("complementary", { name: "Подразделения" })
      .getByRole("button", { name: /^Бухгалтерия/ })
      .click();
    await row().filter({ hasText: "Счета покупателям, Акты сверки" }).filter({ hasText: "Не в сети" }).waitFor();
    await expectAccessible(sergey);
    maria = new Discussions(await story.signIn("orlova"));
    await row().filter({ hasText: "На связи" }).waitFor();
  });

  test("a person is found by his name and by a question, whatever the layout of the keyboard", async () => {
    await sergey
      .getByRole("complementary", { name: "Подразделения" })
      .getByRole("button", { name: /^Вся компания|^Северный ветер/ })
      .click();
    for (const typed of ["jhkjdf", "frns cdthrb"]) {
      await sergey.getByRole("searchbox").fill(typed);
      await row().waitFor();
      await sergey.getByRole("list", { name: "Адресная книга" }).getByText("Сергей Мельников").waitFor({ state: "detached" });
      await sergey.getByRole("searchbox").fill("");
      await sergey.getByRole("list", { name: "Адресная книга" }).getByText("Сергей Мельников").waitFor();
    }
  });

  test("one writes to him from his card, and he answers", async () => {
    await row().click();
    await sergey.getByRole("article", { name: "Орлова Мария Дмитриевна" }).waitFor();
    await expectAccessible(sergey);
    await sergey.getByRole("button", { name: "Написать", exact: true }).click();
    const talk = new Discussions(sergey);
    await talk.say("Мария, когда будет счёт для «Котломаша»?");
    await maria.tab.getByLabel("1 непрочитанное").waitFor();
    await maria.open("Сергей Мельников");
    await maria.message("Мария, когда будет счёт для «Котломаша»?").waitFor();
    await sergey.getByText("Прочитано", { exact: true }).waitFor();
    await maria.say("Готов, вечером отправлю.");
    await talk.message("вечером отправлю").waitFor();
    await expectAccessible(maria.page);
  });
});
