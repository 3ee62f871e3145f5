import type { Locator, Page } from "playwright-core";

/** The card of a document as one person uses it. */
export class DocumentCard {
  readonly page: Page;
  /** the pane with the discussion */
  readonly discussion: Locator;
  /** the messages of the discussion */
  readonly thread: Locator;
  /** where one writes into the discussion */
  readonly field: Locator;
  /** the tabs of the program */
  readonly tabs: Locator;

  constructor(page: Page) {
    this.page = page;
    this.discussion = page.getByRole("complementary", { name: "Обсуждение" });
    this.thread = this.discussion.getByRole("log", { name: "Сообщения" });
    this.field = this.discussion.getByRole("textbox", { name: /^Написать/ });
    this.tabs = page.getByRole("navigation", { name: "Открытые вкладки" });
  }

  /** The address of the document on the screen. */
  get path(): string {
    return new URL(this.page.url()).pathname;
  }

  message(text: string): Locator {
    return this.thread.getByRole("article").filter({ hasText: text });
  }

  /** Makes a document by the form; its author is responsible for it. */
  async create(title: string): Promise<void> {
    await this.goTo("/documents/new");
    await this.page.getByRole("textbox", { name: "Название" }).fill(title);
    await this.page.getByRole("button", { name: "Создать документ" }).click();
    await this.page.getByRole("heading", { name: title, level: 1 }).waitFor();
  }

  /** @param path within the program */
  async goTo(path: string): Promise<void> {
    await this.page.goto(new URL(path, this.page.url()).href);
  }

  async openPart(name: "Обзор" | "Права" | "История"): Promise<void> {
    await this.page.getByRole("tab", { name }).click();
  }

  /** On the part «Права». */
  async admit(surname: string): Promise<void> {
    await this.page.getByRole("combobox", { name: "Добавить сотрудника" }).fill(surname);
    await this.page.getByRole("option", { name: surname }).click();
    await this.page.getByRole("button", { name: new RegExp(`^Убрать: .*${surname}`) }).waitFor();
  }

  /** On the part «Обзор». */
  async writeText(text: string): Promise<void> {
    await this.page.getByRole("button", { name: "Написать текст" }).click();
    await this.page.getByRole("textbox", { name: "Текст документа" }).fill(text);
    await this.page.getByRole("button", { name: "Сохранить" }).click();
    await this.page.getByText(text).waitFor();
  }

  /** In the first journal that takes its kind, by the next number. @returns the number */
  async register(): Promise<string> {
    await this.page.getByRole("button", { name: "Зарегистрировать" }).click();
    await this.page.getByRole("dialog").getByRole("button", { name: "Зарегистрировать" }).click();
    const told = await this.page.getByText(/^Зарегистрирован под номером /).textContent();
    return told!.replace("Зарегистрирован под номером ", "");
  }

  async say(text: string): Promise<void> {
    await this.field.pressSequentially(text);
    await this.field.press("Enter");
  }
}
