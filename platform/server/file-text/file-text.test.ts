import { Readable } from "node:stream";
import { strToU8, zipSync } from "fflate";
import { describe, expect, it, test } from "vitest";
import { findTextKind, readFileText, type TextKind } from "./index.ts";

const read = (kind: TextKind, bytes: Uint8Array): Promise<string | undefined> => readFileText(kind, Readable.from([bytes]));

const zip = (files: Readonly<Record<string, string>>): Uint8Array =>
  zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])));

const words = (xml: string): string => `<w:document xmlns:w="w"><w:body>${xml}</w:body></w:document>`;

/** A page that says a text in a font whose signs are letters of the Russian alphabet only by its own table. */
function buildPdf(text: string): Uint8Array {
  const letters = text.split("");
  const codes = letters.map((_, index) => (index + 33).toString(16).padStart(2, "0"));
  const pairs = letters.map((letter, index) => `<${codes[index]}> <${letter.codePointAt(0)!.toString(16).padStart(4, "0")}>`);
  const table = `begincmap\n1 begincodespacerange <00> <ff> endcodespacerange\n${pairs.length} beginbfchar\n${pairs.join("\n")}\nendbfchar\nendcmap`;
  const page = `BT /F 12 Tf 72 700 Td <${codes.join("")}> Tj ET`;
  const objects = [
    "<</Type/Catalog/Pages 2 0 R>>",
    "<</Type/Pages/Kids[3 0 R]/Count 1>>",
    "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
    `<</Length ${page.length}>>stream\n${page}\nendstream`,
    "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 6 0 R>>",
    `<</Length ${table.length}>>stream\n${table}\nendstream`,
  ];
  let file = "%PDF-1.4\n";
  const offsets = objects.map((object, index) => {
    const offset = file.length;
    file += `${index + 1} 0 obj${object}endobj\n`;
    return offset;
  });
  const places = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
  const start = file.length;
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places}trailer<</Size ${objects.length + 1}/Root 1 0 R>>\nstartxref\n${start}\n%%EOF`;
  return Buffer.from(file, "latin1");
}

test("what a text can be taken out of is told by the name, whatever its case", () => {
  expect(["Смета.DOCX", "план.pdf", "заметки.txt", "вид.png", "архив.tar.gz", "constructor", "a.toString"].map(findTextKind)).toEqual([
    "word",
    "pdf",
    "plain",
    ...Array.from({ length: 4 }),
  ]);
});

describe("a text is taken out of", () => {
  it("plain files, in Unicode or as Russian Windows wrote them", async () => {
    const windows = Uint8Array.from([0xca, 0xee, 0xf2, 0xb8, 0xeb]);
    expect(await read("plain", windows)).toBe("Котёл");
    expect(await read("plain", Buffer.from("Котёл"))).toBe("Котёл");
    expect(await read("plain", Buffer.from("\uFEFFКотёл", "utf16le"))).toBe("Котёл");
    expect(await read("plain", Buffer.from("Котёл").subarray(0, 9))).toBe("Котё");
  });

  it("PDF", async () => {
    expect((await read("pdf", buildPdf("Пуск котельной")))?.trim()).toBe("Пуск котельной");
  });

  it("text documents, with what stands at their edges, words of a paragraph together and paragraphs apart", async () => {
    const xml = words(
      "<w:p><w:r><w:t>Дого</w:t></w:r><w:r><w:t>вор</w:t><w:tab/><w:t>поставки</w:t></w:r></w:p><w:p><w:t>Срок</w:t></w:p>",
    );
    const file = zip({ "word/document.xml": xml, "word/footer1.xml": words("<w:p><w:t>лист 1</w:t></w:p>"), "word/media/a.xml": "<no" });
    expect(await read("word", file)).toBe("Договор поставки\nСрок\nлист 1\n");
  });

  it("tables: words, numbers and results, but not the numbers of words", async () => {
    const shared = "<sst><si><t>Котёл</t></si><si><r><t>На</t></r><r><t>сос</t></r></si></sst>";
    const cells = `<c t="s"><v>1</v></c><c><v>4711</v></c><c t="str"><f>A1</f><v>итого</v></c><c t="b"><v>1</v></c>`;
    const sheet = `<worksheet><sheetData><row>${cells}<c t="inlineStr"><is><t>шт</t></is></c></row></sheetData></worksheet>`;
    const text = await read("sheet", zip({ "xl/sharedStrings.xml": shared, "xl/worksheets/sheet1.xml": sheet }));
    expect(text?.split(/\s+/).filter(Boolean)).toEqual(["Котёл", "Насос", "4711", "итого", "шт"]);
  });

  it("slides in their order, and open documents", async () => {
    const slide = (text: string): string => `<p:sld xmlns:p="p" xmlns:a="a"><a:p><a:r><a:t>${text}</a:t></a:r></a:p></p:sld>`;
    const slides = zip({ "ppt/slides/slide10.xml": slide("десятый"), "ppt/slides/slide2.xml": slide("второй") });
    expect(await read("slides", slides)).toBe("второй\nдесятый\n");
    const body = `<office:body><text:h>Акт</text:h><text:p>при<text:span>ёмки</text:span><text:s/>работ</text:p></office:body>`;
    const content = `<office:document xmlns:office="o" xmlns:text="t">${body}</office:document>`;
    expect(await read("openDocument", zip({ "content.xml": content }))).toBe("Акт\nприёмки работ\n");
  });

  it("long files only as far as a search looks", async () => {
    const text = await read("word", zip({ "word/document.xml": words(`<w:p><w:t>${"слово ".repeat(40_000)}</w:t></w:p>`) }));
    expect(text).toHaveLength(100_000);
  });
});

describe("nothing is taken out of", () => {
  it.each<[string, TextKind, Uint8Array]>([
    ["a file that unpacks to too much", "word", zipSync({ "word/document.xml": new Uint8Array(65 * 1024 * 1024) })],
    [
      "a file that wants another one read",
      "word",
      zip({ "word/document.xml": `<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>${words("<w:t>&x;</w:t>")}` }),
    ],
    [
      "a file whose entities grow",
      "word",
      zip({ "word/document.xml": `<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>${words("<w:t>&b;</w:t>")}` }),
    ],
    ["an archive of something else", "sheet", zip({ "readme.txt": "привет" })],
    ["a picture that calls itself a document", "pdf", Buffer.from("\x89PNG\r\n\x1a\n")],
    ["a broken PDF", "pdf", buildPdf("Пуск").subarray(0, 120)],
    ["bytes that are no text", "plain", Uint8Array.from([1, 0, 2, 0, 255])],
  ])("%s", async (_, kind, bytes) => {
    expect(await read(kind, bytes)).toBeUndefined();
  });
});
