import { getDocumentProxy } from "unpdf";

/** Texts of the pages of a PDF, until there are enough. @throws Error for what is no PDF, or is locked by a password */
export async function readPdfText(bytes: Uint8Array, maxLength: number): Promise<string> {
  const document = await getDocumentProxy(new Uint8Array(bytes));
  let text = "";
  for (let number = 1; number <= document.numPages && text.length < maxLength; number++) {
    const page = await document.getPage(number);
    const { items } = await page.getTextContent();
    for (const item of items) if ("str" in item) text += item.str + (item.hasEOL ? "\n" : "");
    text += "\n";
    page.cleanup();
  }
  return text;
}
