import { expect, test } from "vitest";
import { parseHref } from "./markdown.tsx";

test("only the web, mail, telephones and paths of ours can be followed", () => {
  expect(parseHref("https://example.com/a")?.isOurs).toBe(false);
  expect(parseHref("/documents/1")).toEqual({ href: "/documents/1", isOurs: true });
  expect(parseHref("mailto:a@example.com")?.href).toBe("mailto:a@example.com");
  for (const href of ["javascript:alert(1)", "//example.com", "data:text/html,x", "vbscript:x", "not a link"])
    expect(parseHref(href)).toBeNull();
});
