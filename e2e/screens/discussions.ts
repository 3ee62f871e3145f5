import type { Locator, Page } from "playwright-core";

/** The section «Обсуждения» as one person uses it. */
export class Discussions {
  readonly page: Page;
  /** the list of conversations */
  readonly list: Locator;
  /** the messages of the open conversation */
  readonly thread: Locator;
  /** where one writes */
  readonly field: Locator;

  constructor(page: Page) {
    this.page = page;
    this.list = page.getByRole("region", { name: "Обсуждения" });
    this.thread = page.getByRole("log", { name: "Сообщения" });
    this.field = page.getByRole("textbox", { name: /^Написать/ });
  }

  /** The tab beside the home page. */
  get tab(): Locator {
    return this.page.getByRole("navigation", { name: "Открытые вкладки" }).getByRole("link", { name: /^Обсуждения/ });
  }

  row(title: string): Locator {
    return this.list.getByRole("button").filter({ hasText: title });
  }

  /** The message that says this itself, not one that quotes it. */
  message(text: string): Locator {
    return this.thread.getByRole("article").filter({ has: this.page.getByRole("paragraph").filter({ hasText: text }) });
  }

  /** Goes to a conversation by the tab and the list. */
  async open(title: string): Promise<void> {
    await this.tab.click();
    await this.row(title).click();
    await this.field.waitFor();
  }

  /** Starts a group by the dialog. */
  async startGroup(title: string, names: readonly string[]): Promise<void> {
    const dialog = await this.#choose(names);
    await dialog.getByRole("textbox", { name: "Название беседы" }).fill(title);
    await dialog.getByRole("button", { name: "Создать" }).click();
    await this.field.waitFor();
  }

  /** Opens the conversation with one person by the dialog. */
  async writeTo(name: string): Promise<void> {
    const dialog = await this.#choose([name]);
    await dialog.getByRole("button", { name: "Написать" }).click();
    await this.field.waitFor();
  }

  async #choose(names: readonly string[]): Promise<Locator> {
    await this.tab.click();
    await this.list.getByRole("button", { name: "Новая беседа" }).first().click();
    const dialog = this.page.getByRole("dialog", { name: "Новая беседа" });
    for (const name of names) {
      await dialog.getByRole("combobox", { name: "Кого пригласить" }).fill(name);
      await this.page.getByRole("option", { name }).click();
    }
    return dialog;
  }

  /** Types it as a person does, and sends it; it stands in the thread once the server has it. */
  async say(text: string): Promise<void> {
    await this.field.pressSequentially(text);
    await this.field.press("Enter");
  }

  /** Chooses files to go with the message. @param files paths or contents */
  async choose(files: Parameters<Locator["setInputFiles"]>[0]): Promise<void> {
    await this.page.locator("input[type=file]").setInputFiles(files);
  }

  /** Presses one of the buttons that a message shows under the pointer. */
  async act(text: string, button: string): Promise<void> {
    await this.message(text).hover();
    await this.message(text).getByRole("button", { name: button }).click();
  }
}
