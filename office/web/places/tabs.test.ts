import { expect, test } from "vitest";
import { closeTab, moveTab, nameTab, tabKeyOf, visitTab } from "./tabs.ts";
import type { Tab } from "./tabs.ts";

const tab = (key: string): Tab => ({ key, path: key, title: null, picture: null });
const keys = (tabs: readonly Tab[]) => tabs.map(({ key }) => key).join(" ");

test("home, discussions and places that do not exist never become tabs, records get one each, sections one altogether", () => {
  expect(["/", "/discussions/1", "/login", "/nowhere", "/constructor"].map(tabKeyOf)).toEqual([null, null, null, null, null]);
  expect(["/documents", "/documents/1", "/people", "/people/7", "/administration/users"].map(tabKeyOf)).toEqual([
    "/documents",
    "/documents/1",
    "/people",
    "/people",
    "/administration/users",
  ]);
});

test("a place visited again keeps its tab and remembers where in it one was", () => {
  const tabs = visitTab(visitTab(visitTab([], "/people", "/people"), "/documents", "/documents"), "/people", "/people/7");
  expect(tabs.map(({ path }) => path)).toEqual(["/people/7", "/documents"]);
  expect(visitTab(tabs, "/people", "/people/7")).toBe(tabs);
});

test("closing shows the right neighbour, then the left one, then home", () => {
  const tabs = ["a", "b", "c"].map(tab);
  expect(closeTab(tabs, "b").nextPath).toBe("c");
  expect(closeTab(tabs, "c").nextPath).toBe("b");
  expect(closeTab([tab("a")], "a")).toEqual({ tabs: [], nextPath: "/" });
});

test("tabs are ordered by moving, and never past the ends", () => {
  const tabs = ["a", "b", "c"].map(tab);
  expect(keys(moveTab(tabs, "c", 0))).toBe("c a b");
  expect(keys(moveTab(tabs, "a", 9))).toBe("b c a");
  expect(keys(moveTab(tabs, "a", -1))).toBe("a b c");
});

test("giving the same name again changes nothing", () => {
  const tabs = nameTab([tab("a")], "a", "КП-2026/0417", "offer");
  expect(tabs[0]).toMatchObject({ title: "КП-2026/0417", picture: "offer" });
  expect(nameTab(tabs, "a", "КП-2026/0417", "offer")).toBe(tabs);
});
