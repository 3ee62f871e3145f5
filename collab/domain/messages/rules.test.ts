import { AppError } from "@veche/kernel";
import { assert, property, string } from "fast-check";
import { describe, expect, it } from "vitest";
import { checkText, cleanText, parseMentions, toPlainText, toPreviewText, toReplyQuote } from "./rules.ts";
import { maxTextLength } from "./types.ts";

const anna = "0192f0c0-0000-7000-8000-000000000001";
const sales = "0192f0c0-0000-7000-8000-000000000002";

describe("text of a message", () => {
  it("keeps tabs and line ends and loses other control characters", () => {
    expect(cleanText("раз\r\nдва\rтри\t\u0000\u0007\u009f!  \n")).toBe("раз\nдва\nтри\t!");
  });
  it("is well-formed, so that the database keeps exactly what was announced", () => {
    expect(cleanText("a\ud800b")).toBe("a\ufffdb");
  });
  it("is clean after cleaning once", () => {
    assert(property(string({ unit: "binary" }), (text) => cleanText(cleanText(text)) === cleanText(text)));
  });
  it("tells the limit and the length when it is too long", () => {
    expect(() => checkText("я".repeat(maxTextLength), 0)).not.toThrow();
    expect(() => checkText("я".repeat(maxTextLength + 1), 0)).toThrow(
      expect.objectContaining({ code: "too_large", details: { limit: maxTextLength, unit: "characters", length: maxTextLength + 1 } }),
    );
  });
  it("may be empty only beside a file", () => {
    expect(() => checkText(" \n", 1)).not.toThrow();
    expect(() => checkText(" \n", 0)).toThrow(AppError);
  });
});

describe("mentions", () => {
  it("are found in links, each once, in order", () => {
    const text = `[@Отдел \\[1\\]](veche:group/${sales}), [@Анна](veche:user/${anna}) и [@все](veche:everybody); [@Анна](veche:user/${anna})`;
    expect(parseMentions(text)).toEqual([{ kind: "group", groupId: sales }, { kind: "user", userId: anna }, { kind: "everybody" }]);
  });
  it.each([
    ["ordinary links", `[Анна](veche:user/${anna})`],
    ["ids that are none", "[@Анна](veche:user/1)"],
    ["inline code", `\`[@Анна](veche:user/${anna})\``],
    ["fenced code", `\`\`\`\n[@Анна](veche:user/${anna})\n\`\`\``],
  ])("are not seen in %s", (_, text) => {
    expect(parseMentions(text)).toEqual([]);
  });
  it("are read from hostile text without growing slow", () => {
    expect(parseMentions("[@".repeat(9_000) + "](veche:" + "`".repeat(900))).toEqual([]);
  });
});

describe("preview of a text", () => {
  it.each([
    ["**важно** и _тихо_", "важно и тихо"],
    ["# Заголовок\n\n- раз\n- два", "Заголовок раз два"],
    [`Спросите [@Анну](veche:user/${anna})`, "Спросите @Анну"],
    ["> цитата\nответ `код`", "цитата ответ код"],
    ["snake_case_name и 2 * 3 * 4", "snake_case_name и 2 * 3 * 4"],
    ["\\*не курсив\\*", "*не курсив*"],
  ])("of %j is %j", (text, preview) => {
    expect(toPreviewText(text)).toBe(preview);
  });
  it("is one well-formed line of at most 200 characters", () => {
    assert(
      property(string({ unit: "binary", maxLength: 3_000 }), (text) => {
        const preview = toPreviewText(cleanText(text));
        expect(preview.isWellFormed() && !preview.includes("\n")).toBe(true);
        expect(preview.length).toBeLessThanOrEqual(200);
      }),
    );
  });
  it("of a deleted message quotes nothing", () => {
    const quoted = { seq: 3, authorId: null, text: "тайна", deletedAt: "2026-01-01T00:00:00Z" };
    expect(toReplyQuote(quoted)).toEqual({ seq: 3, authorId: null, text: "", isDeleted: true });
  });
});

describe("the whole text without signs", () => {
  it("is one line with what links show", () => {
    const text = `# Итог\n**Отгрузка** по [договору](https://example.org/d/1) завтра, [@Анна](veche:user/${anna})`;
    expect(toPlainText(text)).toBe("Итог Отгрузка по договору завтра, @Анна");
  });
  it.each(["**", "[", "_a ", "`b ", "~~x"])("is made of hostile text without growing slow: %s", (piece) => {
    const startMs = performance.now();
    toPlainText(piece.repeat(maxTextLength / piece.length));
    expect(performance.now() - startMs).toBeLessThan(2_000);
  });
});
