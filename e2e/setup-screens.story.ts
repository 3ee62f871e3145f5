import { test } from "vitest";
import { inspect, looks } from "./harness/looks.ts";
import { tellStory } from "./harness/story.ts";

const story = tellStory({ company: "none" });

test.each(looks)("the first screen of a new installation is whole and accessible: $name", async ({ name, look }) => {
  const page = await story.open(name, "/", look);
  await page.getByRole("radio").first().waitFor();
  await inspect(page, name, "setup");
  await page.context().close();
});
