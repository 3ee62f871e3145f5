import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";

/** Keeps what everybody saw when a test failed: a picture, and the page as a screen reader tells it. Says where. */
export async function keepEvidence(test: string, pages: ReadonlyMap<string, Page>): Promise<void> {
  const dir = await mkdtemp(join(tmpdir(), "veche-evidence-"));
  for (const [name, page] of pages) {
    if (page.isClosed()) continue;
    await page.screenshot({ path: join(dir, `${name}.png`) });
    await writeFile(join(dir, `${name}.txt`), `${page.url()}\n${await page.locator("body").ariaSnapshot()}\n`);
  }
  console.error(`«${test}» failed; what was seen: ${dir}`);
}
