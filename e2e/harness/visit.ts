import type { Page } from "playwright-core";

/** @returns when the page was loaded: the same number as long as nobody reloads it */
export function visitOf(page: Page): Promise<number> {
  return page.evaluate(() => performance.timeOrigin);
}
