import { expect, it } from "vitest";
import { isSafeHref, parseMarkdown, toOwnPath } from "./index.ts";

it("HTML is text, and so is a link that would run something", () => {
  expect(JSON.stringify(parseMarkdown('<img src=x onerror="alert(1)">'))).toContain("onerror");
  expect(parseMarkdown("[нажми](javascript:alert(1))")).toEqual([{ type: "paragraph", children: [{ type: "text", text: "нажми" }] }]);
});

it("only the web, mail, telephones and paths of ours can be followed", () => {
  for (const href of ["https://example.com/a", "/documents/1", "mailto:a@example.com", "tel:+79110000000"])
    expect(isSafeHref(href)).toBe(true);
  for (const href of ["javascript:alert(1)", "//example.com", String.raw`/\example.com`, "data:text/html,x", "vbscript:x", "not a link"])
    expect(isSafeHref(href)).toBe(false);
});

it("a link of this application is known by its path or its whole address", () => {
  expect(toOwnPath("/documents/1", "https://veche.test")).toBe("/documents/1");
  expect(toOwnPath("https://veche.test/documents/1?part=rights", "https://veche.test")).toBe("/documents/1?part=rights");
  expect(toOwnPath("https://veche.test.example.org/", "https://veche.test")).toBeNull();
});

it("lists, quotes, code and tables are kept", () => {
  const nodes = parseMarkdown("раз\nдва\n\n- а\n- б\n\n> сказано\n\n```sql\nselect 1\n```\n\n|а|б|\n|-|-:|\n|1|2|");
  expect(nodes.map(({ type }) => type)).toEqual(["paragraph", "list", "quote", "codeBlock", "table"]);
  expect(nodes.at(-1)).toMatchObject({ aligns: [null, "right"] });
});

it("a text with signs is shown as it was written", () => {
  expect(parseMarkdown("R&D < 5 & > 3")).toEqual([{ type: "paragraph", children: [{ type: "text", text: "R&D < 5 & > 3" }] }]);
});

it("a program reads links and images its own way", () => {
  const nodes = parseMarkdown<{ type: "record"; id: string }>("[7](record:7) ![схема](/a.png)", ({ href, isImage }) =>
    isImage ? { type: "text", text: "картинка" } : href.startsWith("record:") ? { type: "record", id: href.slice(7) } : undefined,
  );
  expect(nodes).toMatchObject([{ children: [{ type: "record", id: "7" }, { type: "text" }, { type: "text", text: "картинка" }] }]);
});
