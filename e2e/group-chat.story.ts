import { beforeAll, describe, expect, test } from "vitest";
import { expectAccessible } from "./harness/accessibility.ts";
import { tellStory } from "./harness/story.ts";
import { Discussions } from "./screens/discussions.ts";

const story = tellStory({ company: "small", isConnected: true });
const title = "Пуск котельной";
let anna: Discussions;
let sergey: Discussions;
let maria: Discussions;

const enter = async (login: string): Promise<Discussions> => new Discussions(await story.signIn(login));

beforeAll(async () => {
  [anna, sergey, maria] = await Promise.all([enter("kovaleva"), enter("melnikov"), enter("orlova")]);
});

describe("three people in a group", () => {
  test("find it in their open programs when one of them starts it", async () => {
    await anna.startGroup(title, ["Мельников", "Орлова"]);
    await Promise.all([sergey.open(title), maria.open(title)]);
    await expectAccessible(maria.page);
  });

  test("see who is writing, and then what was written", async () => {
    await anna.field.pressSequentially("Завтра в девять пробный пуск");
    await sergey.page.getByText("Анна Ковалёва печатает").waitFor();
    await anna.field.press("Enter");
    await Promise.all([sergey, maria].map((one) => one.message("пробный пуск").waitFor()));
    await sergey.page.getByText("печатает").waitFor({ state: "detached" });
  });

  test("see who has read the last message", async () => {
    await anna.page.getByText(/^Прочитали: (Сергей Мельников и Мария Орлова|Мария Орлова и Сергей Мельников)/).waitFor();
  });

  test("see a message change, and its earlier text", async () => {
    await anna.act("пробный пуск", "Изменить");
    await anna.field.fill("Завтра в десять пробный пуск");
    await anna.field.press("Enter");
    await sergey.message("Завтра в десять").getByRole("button", { name: "изменено" }).click();
    await sergey.page.getByRole("dialog", { name: "Прежние тексты" }).getByText("Завтра в девять").waitFor();
    await sergey.page.keyboard.press("Escape");
    await maria.message("Завтра в десять").waitFor();
    expect(await maria.message("Завтра в девять").count()).toBe(0);
  });

  test("see reactions come and go", async () => {
    await sergey.act("пробный пуск", "Поставить реакцию");
    await sergey.page.getByRole("dialog", { name: "Эмодзи" }).getByRole("button", { name: "👍", exact: true }).click();
    const reaction = anna.message("пробный пуск").getByRole("button", { name: "👍 1: Сергей Мельников" });
    await reaction.click();
    await maria
      .message("пробный пуск")
      .getByRole("button", { name: /^👍 2: .*Ковалёва/ })
      .waitFor();
    await sergey.message("пробный пуск").getByRole("button", { name: /^👍 2/ }).click();
    await maria.message("пробный пуск").getByRole("button", { name: "👍 1: Анна Ковалёва" }).waitFor();
  });

  test("see what was answered to what", async () => {
    await maria.act("пробный пуск", "Ответить");
    await maria.say("Счёт оплачен");
    await anna
      .message("Счёт оплачен")
      .getByRole("button", { name: /Ковалёва.*Завтра в десять/ })
      .waitFor();
  });

  test("count what they have not read, and where they are mentioned, wherever they are", async () => {
    await maria.page.getByRole("link", { name: "Начальная страница" }).click();
    await anna.say("Мария, спасибо");
    await anna.field.pressSequentially("@Орл");
    await anna.page.getByRole("option", { name: /Мария Орлова/ }).waitFor();
    await anna.field.press("Enter");
    await anna.say(" пришлите счёт");
    await maria.tab.getByLabel("2 непрочитанных").waitFor();
    await maria.tab.click();
    await maria.row(title).getByLabel("вас упомянули").waitFor();
    await maria.row(title).click();
    await maria.message("пришлите счёт").waitFor();
    await maria.tab.getByLabel(/непрочитан/).waitFor({ state: "detached" });
  });

  test("lose sight of a deleted message, and of its text in the quotation", async () => {
    await anna.act("Завтра в десять", "Ещё");
    await anna.page.getByRole("menuitem", { name: "Удалить" }).click();
    await anna.page.getByRole("dialog", { name: "Удалить сообщение?" }).getByRole("button", { name: "Удалить" }).click();
    await Promise.all([sergey, maria].map((one) => one.message("Завтра в десять").waitFor({ state: "detached" })));
    await sergey.thread.getByText("Сообщение удалено").first().waitFor();
    await sergey.message("Счёт оплачен").getByText("Сообщение удалено").waitFor();
    await expectAccessible(sergey.page);
  });
});
