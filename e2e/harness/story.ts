import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type ConsoleMessage, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";
import { connectDiscussions, createSmallCompany, readPassword } from "./company.ts";
import { keepEvidence } from "./evidence.ts";
import { System } from "./system.ts";

const flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--no-first-run"];
const deviceFlags = [
  "--use-fake-device-for-media-stream",
  "--use-fake-ui-for-media-stream",
  "--auto-select-desktop-capture-source=Entire screen",
  "--autoplay-policy=no-user-gesture-required",
  "--allow-loopback-in-peer-connection",
];
const patienceMs = 20_000;

interface Plot {
  /** none: nobody has opened the program yet · small: three people and their administrator · demo: a living company, discussions connected */
  readonly company: "none" | "small" | "demo";
  /** whether the small company has connected its discussions */
  readonly isConnected?: boolean;
  /** settings of the server that the story needs, until it is started again */
  readonly env?: Readonly<Record<string, string>>;
  /** people have cameras and microphones that show a moving picture and beep, and a screen to share */
  readonly hasDevices?: boolean;
}

/** How somebody looks at the program, where it differs from a Russian at a usual screen. */
export interface Look extends Pick<BrowserContextOptions, "locale" | "colorScheme" | "viewport"> {
  /** another way to the system */
  readonly url?: string;
}

/**
 * A system of its own and the browsers of its people, for one file of tests that are told in order: after a failed test the others are skipped.
 * An error in a browser or in the log of the server fails the test that caused it. Call it once, outside of tests.
 */
export function tellStory(plot: Plot): Story {
  const story = new Story(plot);
  beforeAll(() => story.begin());
  beforeEach(({ skip }) => story.isBroken && skip("an earlier test of the story failed"));
  afterEach(async ({ task }) => {
    const faults = story.takeFaults();
    story.isBroken ||= task.result?.state === "fail" || faults.length > 0;
    if (story.isBroken && task.result?.state !== "skip") await keepEvidence(task.name, story.pages);
    if (faults.length > 0) throw new Error(`errors nobody expected:\n${faults.join("\n")}`);
  });
  afterAll(() => story.end());
  return story;
}

export class Story {
  isBroken = false;
  /** everybody's pages by who looks at them */
  readonly pages = new Map<string, Page>();
  readonly #plot: Plot;
  readonly #expected: RegExp[] = [/401 \(Unauthorized\).*\/api\/office\/me$/];
  #faults: string[] = [];
  #system: System | undefined;
  #browser: Browser | undefined;

  constructor(plot: Plot) {
    this.#plot = plot;
  }

  get system(): System {
    if (!this.#system) throw new Error("the story has not begun");
    return this.#system;
  }

  async begin(): Promise<void> {
    const executablePath = process.env["CHROMIUM_PATH"] ?? "/usr/bin/chromium";
    const onError = (line: string): void => this.#note(line);
    [this.#system, this.#browser] = await Promise.all([
      System.start({ isDemo: this.#plot.company === "demo", env: this.#plot.env ?? {}, onError }),
      chromium.launch({ executablePath, args: [...flags, ...(this.#plot.hasDevices ? deviceFlags : [])] }),
    ]);
    if (this.#plot.company !== "small") return;
    const admin = await createSmallCompany(this.system.url);
    if (this.#plot.isConnected) await connectDiscussions(admin);
  }

  async end(): Promise<void> {
    await this.#browser?.close();
    await this.#system?.remove();
  }

  /**
   * Somebody's own browser, with nothing remembered, at a path of the program.
   * @param name who looks, as evidence and faults call him
   */
  async open(name: string, path: string, look: Look = {}): Promise<Page> {
    const { url = this.system.url, ...options } = look;
    const context = await this.#openContext(options);
    const page = await context.newPage();
    this.pages.set(name, page);
    page.on("pageerror", (error) => this.#note(`${name}: ${error.stack ?? error.message}`));
    page.on("console", (message) => message.type() === "error" && this.#note(`${name}: ${describe(message)}`));
    await page.goto(url + path);
    return page;
  }

  /** A person of the company in his own browser, signed in by the form. */
  async signIn(login: string, look: Look = {}): Promise<Page> {
    const page = await this.open(login, "/login", look);
    await page.getByRole("textbox", { name: "Имя пользователя" }).fill(login);
    await page.getByRole("textbox", { name: "Пароль" }).fill(await readPassword(this.system.url));
    await page.getByRole("button", { name: "Войти", exact: true }).click();
    await page.getByRole("navigation", { name: "Разделы" }).waitFor();
    return page;
  }

  /** From now on errors like this one are part of the story. */
  expectFaults(...patterns: readonly RegExp[]): void {
    this.#expected.push(...patterns);
  }

  /** @returns errors since the last call that nobody expected */
  takeFaults(): readonly string[] {
    const faults = this.#faults.filter((fault) => !this.#expected.some((pattern) => pattern.test(fault)));
    this.#faults = [];
    return faults;
  }

  #note(fault: string): void {
    this.#faults.push(fault);
  }

  async #openContext(options: Omit<Look, "url">): Promise<BrowserContext> {
    if (!this.#browser) throw new Error("the story has not begun");
    const context = await this.#browser.newContext({
      viewport: { width: 1440, height: 900 },
      locale: "ru-RU",
      timezoneId: "Europe/Moscow",
      reducedMotion: "reduce",
      ...options,
    });
    context.setDefaultTimeout(patienceMs);
    return context;
  }
}

function describe(message: ConsoleMessage): string {
  return `${message.text()} ${message.location().url}`;
}
