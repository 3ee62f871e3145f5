import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { expect } from "vitest";

const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** Requires that axe finds nothing on what is shown now. */
export function expectAccessible(page: Page): Promise<void> {
  return expectNothing(page, examine(page).withTags(rules));
}

/** The same for colours alone: where nothing else is other than it was. */
export function expectContrast(page: Page): Promise<void> {
  return expectNothing(page, examine(page).withRules(["color-contrast"]));
}

/** All our frames are of the page's own origin: axe can examine them from there, without a second page for the summary. */
function examine(page: Page): AxeBuilder {
  return new AxeBuilder({ page }).setLegacyMode();
}

async function expectNothing(page: Page, examination: AxeBuilder): Promise<void> {
  const { violations } = await examination.analyze();
  const faults = violations.flatMap(({ id, help, nodes }) =>
    nodes.map(
      ({ html, failureSummary = "" }) => `${id} at ${page.url()}: ${help}\n  ${html}\n  ${failureSummary.replaceAll("\n", "\n  ")}`,
    ),
  );
  expect(faults).toEqual([]);
}
