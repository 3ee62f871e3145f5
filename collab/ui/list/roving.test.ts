import { expect, test } from "vitest";
import type { ListItem } from "./folders.ts";
import { findNextRow } from "./roving.ts";

const row = { type: "head" } as ListItem;
const items: readonly ListItem[] = [{ type: "section", name: "pinned" }, row, { type: "section", name: "recent" }, row, row];

test.each([
  [1, "ArrowDown", 3],
  [3, "ArrowUp", 1],
  [1, "ArrowUp", null],
  [4, "ArrowDown", null],
  [3, "Home", 1],
  [3, "End", 4],
  [-1, "ArrowDown", 1],
  [3, "x", null],
])("from %i the key %s leads to %s", (current, key, next) => expect(findNextRow(items, current, key)).toBe(next));
