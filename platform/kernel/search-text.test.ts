import { describe, expect, it } from "vitest";
import { listQueryVariants, toLikePattern, transliterate } from "./search-text.ts";

describe("a search text", () => {
  it("may be typed in the other layout", () => expect(listQueryVariants("jhkjd")).toContainEqual(["орлов"]));
  it("may be written in Latin letters", () => expect(listQueryVariants("Ivanov")).toContainEqual(["иванов"]));
  it("stands first as it was typed, and ё is е", () => expect(listQueryVariants("Королёва  Анна")[0]).toEqual(["королева", "анна"]));
  it("means nothing when blank", () => expect(listQueryVariants("  ")).toEqual([]));
});

it.each([
  ["shchukin", "щукин"],
  ["sergey", "сергей"],
  ["Жуков", "zhukov"],
  ["Щёголева", "shchegoleva"],
])("%s in the other alphabet is %s", (text, other) => expect(transliterate(text)).toBe(other));

it("signs of a pattern mean themselves", () => expect(toLikePattern("50%_\\")).toBe("%50\\%\\_\\\\%"));
