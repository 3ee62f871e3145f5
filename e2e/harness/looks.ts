import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { expectAccessible, expectContrast } from "./accessibility.ts";

const folder = process.env["VECHE_SCREENSHOTS"] ?? join(import.meta.dirname, "../../screenshots");
const desk = { width: 1440, height: 900 } as const;
const phone = { width: 390, height: 844 } as const;

/** In which language, and on which screens, the first of them at loading. */
export interface Reading {
  readonly locale: string;
  readonly viewports: readonly { readonly width: number; readonly height: number }[];
}

/** Both languages: what the Russian one loads on a desk and narrows, the English one loads on a phone and widens. */
export const readings: readonly Reading[] = [
  { locale: "ru-RU", viewports: [desk, phone] },
  { locale: "en-GB", viewports: [phone, desk] },
];

/**
 * Looks at a screen on a desk and on a phone, by day and by night, without loading it anew: waits until it is complete, keeps its picture, and
 * requires that it fits its width and that axe finds nothing. By night only colours are other ones: only their contrast is examined again.
 */
export async function inspect(page: Page, { locale, viewports }: Reading, screen: string): Promise<void> {
  for (const viewport of viewports) {
    await page.setViewportSize(viewport);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      await page.locator(`html[data-mantine-color-scheme="${colorScheme}"]`).waitFor({ state: "attached" });
      await settle(page);
      await keep(page, `${locale.slice(0, 2)}-${colorScheme}-${viewport.width}`, screen);
      await (colorScheme === "light" ? expectAccessible(page) : expectContrast(page));
    }
  }
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize(viewports[0]!);
}

async function settle(page: Page): Promise<void> {
  // what follows the width and the theme does so in the frame after them
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  await page.locator("h1").first().waitFor({ state: "attached" });
  await expect.poll(() => page.locator(".mantine-Skeleton-root").count(), { timeout: 20_000 }).toBe(0);
  await page.evaluate(() => document.fonts.ready);
}

async function keep(page: Page, look: string, screen: string): Promise<void> {
  await mkdir(join(folder, look), { recursive: true });
  await page.screenshot({ path: join(folder, look, `${screen}.png`) });
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(overflow, `${look} ${screen}: pixels beyond the width of the window`).toBe(0);
}
