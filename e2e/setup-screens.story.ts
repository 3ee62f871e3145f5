import { test } from "vitest";
import { inspect, readings } from "./harness/looks.ts";
import { tellStory } from "./harness/story.ts";

const story = tellStory({ company: "none" });

test.each(readings)("the first screen of a new installation is whole and accessible: $locale", async (reading) => {
  const { locale, viewports } = reading;
  const page = await story.open(locale, "/", { locale, viewport: viewports[0]! });
  await page.getByRole("radio").first().waitFor();
  await inspect(page, reading, "setup");
  await page.context().close();
});
