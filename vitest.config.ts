import { defineConfig } from "vitest/config";

const elsewhere = ["**/node_modules/**", "**/dist/**"];
const storyTimeoutMs = 180_000;

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: ["**/*.test.ts", "**/*.test.tsx"],
          exclude: elsewhere,
          globalSetup: ["tools/test-database.ts"],
          testTimeout: 20_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: "stories",
          include: ["e2e/**/*.story.ts"],
          exclude: elsewhere,
          fileParallelism: false,
          testTimeout: storyTimeoutMs,
          hookTimeout: storyTimeoutMs,
        },
      },
    ],
  },
});
