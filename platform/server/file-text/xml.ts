import { SaxesParser } from "saxes";

type Attributes = Readonly<Record<string, string>>;

/** Which elements have texts for people; names are without prefixes. */
export interface XmlRules {
  /** whether what stands in the element, at any depth, is text */
  isText(name: string, attributes: Attributes): boolean;
  /** whether words before and after the element are apart */
  isBreak(name: string): boolean;
}

/** Texts of an XML file. Entities of its own are not resolved, nothing outside of it is read. @throws Error when it is not well-formed */
export function readXmlText(xml: string, rules: XmlRules, maxLength: number): string {
  const parser = new SaxesParser();
  let text = "";
  let depth = 0;
  const add = (part: string): void => {
    if (text.length < maxLength) text += part;
  };
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", ({ name, attributes, isSelfClosing }) => {
    const isText = depth > 0 || rules.isText(toLocalName(name), attributes);
    // an empty element is closed at once, which takes its depth back
    if (isText) depth += 1;
    if (isSelfClosing && rules.isBreak(toLocalName(name))) add(" ");
  });
  parser.on("closetag", ({ name, isSelfClosing }) => {
    if (depth > 0) depth -= 1;
    if (!isSelfClosing && rules.isBreak(toLocalName(name))) add("\n");
  });
  parser.on("text", (part) => depth > 0 && add(part));
  parser.on("cdata", (part) => depth > 0 && add(part));
  parser.write(xml).close();
  return text;
}

function toLocalName(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}
