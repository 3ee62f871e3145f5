import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { expectAccessible } from "./accessibility.ts";
import type { Look } from "./story.ts";

const folder = process.env["VECHE_SCREENSHOTS"] ?? join(import.meta.dirname, "../../screenshots");
const widths = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
] as const;

/** Every language, by day and by night, on a desk and on a phone. */
export const looks = ["ru-RU", "en-GB"].flatMap((locale) =>
  (["light", "dark"] as const).flatMap((colorScheme) =>
    widths.map((viewport) => ({
      name: `${locale.slice(0, 2)}-${colorScheme}-${viewport.width}`,
      look: { locale, colorScheme, viewport } satisfies Look,
    })),
  ),
);

/** Waits until a screen is complete, keeps its picture, and requires that it fits its width and that axe finds nothing. */
export async function inspect(page: Page, look: string, screen: string): Promise<void> {
  await page.locator("h1").first().waitFor({ state: "attached" });
  await expect.poll(() => page.locator(".mantine-Skeleton-root").count(), { timeout: 20_000 }).toBe(0);
  await page.evaluate(() => document.fonts.ready);
  await mkdir(join(folder, look), { recursive: true });
  await page.screenshot({ path: join(folder, look, `${screen}.png`) });
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(overflow, `${look} ${screen}: pixels beyond the width of the window`).toBe(0);
  await expectAccessible(page);
}
