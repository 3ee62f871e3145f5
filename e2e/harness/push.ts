import type { BrowserContext, CDPSession, Page, Worker } from "playwright-core";

/** Pushes into a browser what its push service would deliver, and looks at what its worker shows. No page of the program need be open. */
export class BrowserPush {
  readonly #context: BrowserContext;
  readonly #session: CDPSession;
  readonly #registrationId: string;
  readonly #origin: string;

  private constructor(context: BrowserContext, session: CDPSession, registrationId: string, origin: string) {
    this.#context = context;
    this.#session = session;
    this.#registrationId = registrationId;
    this.#origin = origin;
  }

  /** @param page of a person, whose worker has started */
  static async open(page: Page, origin: string): Promise<BrowserPush> {
    const context = page.context();
    await context.grantPermissions(["notifications"], { origin });
    await page.evaluate(async () => void (await navigator.serviceWorker.ready));
    // the page of the program may be closed: the session needs one that stays
    const blank = await context.newPage();
    const session = await context.newCDPSession(blank);
    const found = Promise.withResolvers<string>();
    session.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
      const own = registrations.find(({ scopeURL, isDeleted }) => scopeURL.startsWith(origin) && !isDeleted);
      if (own) found.resolve(own.registrationId);
    });
    await session.send("ServiceWorker.enable");
    return new BrowserPush(context, session, await found.promise, origin);
  }

  async deliver(data: string): Promise<void> {
    await this.#session.send("ServiceWorker.deliverPushMessage", { origin: this.#origin, registrationId: this.#registrationId, data });
  }

  /** @returns titles and texts of what is shown */
  async listShown(): Promise<readonly { readonly title: string; readonly body: string }[]> {
    return (await this.#worker()).evaluate(async () => {
      const { registration } = globalThis as unknown as ServiceWorkerGlobalScope;
      return (await registration.getNotifications()).map(({ title, body }) => ({ title, body }));
    });
  }

  /**
   * Clicks the notification that is shown. A click of a script may open no window, so the address is told instead.
   * @returns where a window would open; null when an open page goes there
   */
  async click(): Promise<string | null> {
    return (await this.#worker()).evaluate(async () => {
      const scope = globalThis as unknown as ServiceWorkerGlobalScope;
      const [notification] = await scope.registration.getNotifications();
      let opened: string | null = null;
      scope.clients.openWindow = async (url) => {
        opened = String(url);
        return null;
      };
      const event = new NotificationEvent("notificationclick", { notification: notification! });
      const done: Promise<unknown>[] = [];
      event.waitUntil = (work) => void done.push(Promise.resolve(work));
      scope.dispatchEvent(event);
      await Promise.all(done);
      return opened;
    });
  }

  async #worker(): Promise<Worker> {
    return this.#context.serviceWorkers()[0] ?? this.#context.waitForEvent("serviceworker");
  }
}
