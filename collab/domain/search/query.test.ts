import { assert, property, string } from "fast-check";
import { describe, expect, it } from "vitest";
import { countTypos, isTypoOf, listFleetingStems, listIrregularForms, typosForgiven } from "./forms.ts";
import { parsePeriod } from "./filters.ts";
import { parseSearchQuery } from "./query.ts";
import { cutSnippet } from "./snippet.ts";
import { foldLetters, listJoinedNumbers, listWords } from "./words.ts";

const today = "2026-11-24";
const parse = (text: string) => parseSearchQuery(text, today);
const typed = (text: string) => parse(text).terms.map(({ readings }) => readings[0]!.words.join(" "));
const readings = (text: string) => parse(text).terms[0]!.readings.map(({ words }) => words.join(" "));

describe("a query", () => {
  it("is words, phrases and numbers, each a term of its own", () => {
    expect(typed('Отгрузка "Северный ветер" ДП-26/118 «акт сверки»')).toEqual(["отгрузка", "северный ветер", "дп 26 118", "акт сверки"]);
  });
  it("is also read in the other layout and the other alphabet", () => {
    expect(readings("ghbdtn")).toContain("привет");
    expect(readings("<jhbc")).toContain("борис");
    expect(readings("j,cel")).toContain("обсуд");
    expect(readings("dogovor")).toContain("договор");
    expect(readings("руддщ")).toContain("hello");
  });
  it("finds telephone numbers and amounts however they are grouped", () => {
    expect(readings("8 (495) 123-45-67")).toContain("4951234567");
    expect(readings("1 250 000")).toContain("1250000");
    expect(typed("счет 1 250 000 руб")).toEqual(["счет", "1 250 000", "руб"]);
  });
  it("leaves out what stands behind a minus", () => {
    expect(parse("отчет -черновик").terms.map(({ isExcluded }) => isExcluded)).toEqual([false, true]);
    expect(parse("-5").terms.map(({ isExcluded }) => isExcluded)).toEqual([false]);
  });
  it("is unfinished only where it ends in the middle of a word", () => {
    expect(parse("акт свер").terms.map(({ isUnfinished }) => isUnfinished)).toEqual([false, true]);
    for (const text of ["акт ", '"акт"', "акт."]) expect(parse(text).terms[0]!.isUnfinished).toBe(false);
  });
  it.each([
    ["от:Ковалёва акт", { from: ["Ковалёва"] }],
    ['from:"Анна Ковалёва"', { from: ["Анна Ковалёва"] }],
    ["в:планёрка has:file есть:ссылка", { in: ["планёрка"], has: ["file", "link"] }],
    ["до:05.11.2026", { until: "2026-11-05" }],
    ["after:2026-11-05", { since: "2026-11-06" }],
    ["за:вчера", { since: "2026-11-23", until: "2026-11-24" }],
    ["за:11.2026", { since: "2026-11-01", until: "2026-12-01" }],
    ["кому:мне", { isAboutMe: true }],
    ["mentions:me", { isAboutMe: true }],
  ])("has filters: %s", (text, filters) => expect(parse(text).filters).toMatchObject(filters));
  it.each(["время в10:30", "https://example.org", "has:что-то", "до:завтрака"])("takes what is no filter as words: %s", (text) => {
    const { terms, filters } = parse(text);
    expect(terms.length).toBeGreaterThan(0);
    expect(filters).toEqual({ from: [], in: [], has: [], since: null, until: null, isAboutMe: false });
  });
  it("may be anything", () => {
    assert(
      property(string({ unit: "binary" }), (text) => {
        for (const term of parse(text).terms) expect(term.readings[0]!.words.length).toBeGreaterThan(0);
      }),
    );
  });
});

describe("words of a text", () => {
  it("are folded and parted by signs", () => expect(listWords("Счёт №12-А, ЁЛКА_2.pdf")).toEqual(["счет", "12", "а", "елка", "2", "pdf"]));
  it("keep their places", () => {
    assert(property(string({ unit: "binary" }), (text) => foldLetters(text).length === text.length));
  });
  it("join numbers that are written in parts", () => {
    expect(listJoinedNumbers("тел. +7 (495) 123-45-67, сумма 12 500 руб., 2026-11-05").map(({ word }) => word)).toEqual([
      "4951234567",
      "12500",
    ]);
  });
});

describe("forms of a word", () => {
  it("share a stem up to a vowel that comes and goes", () => {
    expect(listFleetingStems("список")).toContain("списк");
    expect(listFleetingStems("списк")).toContain("список");
    expect(listFleetingStems("павел")).toContain("павл");
    expect(listFleetingStems("ок")).toEqual([]);
  });
  it("may share none", () => expect(listIrregularForms("человек")).toContain("людьми"));
});

describe("typing errors", () => {
  it.each([
    ["договор", "даговор", 1],
    ["договор", "догвоор", 1],
    ["протокол", "пратакол", 2],
    ["акт", "акт", 0],
    ["акт", "договор", 3],
  ])("between %s and %s are counted", (one, other, count) => expect(countTypos(one, other, 2)).toBe(count));
  it("are the same both ways", () => {
    assert(property(string({ maxLength: 8 }), string({ maxLength: 8 }), (a, b) => countTypos(a, b, 9) === countTypos(b, a, 9)));
  });
  it.each([
    ["даговор", "договор", true],
    ["юбел", "юбиле", true],
    ["кред", "сред", false],
    ["акт", "акк", false],
  ])("make of %s a word like %s: %s", (stem, meant, isLike) => expect(isTypoOf(stem, meant)).toBe(isLike));
  it("are not forgiven in numbers and short words", () =>
    expect(["1234567", "акт", "счет", "договор"].map(typosForgiven)).toEqual([0, 0, 1, 2]));
});

it.each(["31.02.2026", "2026-13-01", "99.2026", "вчера-нибудь"])("%s is no day", (text) =>
  expect(parsePeriod(text, today)).toBeUndefined(),
);

describe("a snippet", () => {
  it("is the whole of a short text", () => {
    expect(cutSnippet("Акт подписан", [{ start: 0, end: 3 }])).toEqual({ text: "Акт подписан", found: [{ start: 0, end: 3 }] });
  });
  it("is cut round the first thing found", () => {
    const text = `${"слово ".repeat(100)}договор${" слово".repeat(100)}`;
    const { text: cut, found } = cutSnippet(text, [{ start: 600, end: 607 }]);
    expect(cut.slice(found[0]!.start, found[0]!.end)).toBe("договор");
    expect(cut).toMatch(/^…слово.*слово…$/u);
    expect(cut.length).toBeLessThan(230);
  });
});
