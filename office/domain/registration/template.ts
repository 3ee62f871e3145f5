import { unreachable } from "@veche/kernel";

/** What a number is made of beside fixed signs. `n` counts and may be filled with zeros: `{n:5}`. */
export const placeholders = ["prefix", "n", "yy", "yyyy", "mm", "department", "kind"] as const;
export type Placeholder = (typeof placeholders)[number];

/** How the numbers of a register begin anew. */
export type Restart = "yearly" | "never";

/**
 * Why a template is refused. `yearMissing`: numbers begin anew each year and would come again, because nothing in them names the year.
 */
export type TemplateFault = "unbalanced" | "unknownPlaceholder" | "counterMissing" | "counterTwice" | "widthWrong" | "yearMissing";

type Part = { readonly text: string } | { readonly placeholder: Placeholder; readonly width: number };

export type Template = readonly Part[];

/** The facts that make a number of a template. */
export interface NumberFacts {
  readonly prefix: string;
  /** from 1 */
  readonly sequence: number;
  /** calendar date `YYYY-MM-DD` of the registration */
  readonly registeredOn: string;
  /** letters only */
  readonly departmentCode: string;
  /** letters only */
  readonly kindCode: string;
}

const widestCounter = 9;
const wholeTemplate = /^(?:[^{}]|\{[^{}]*\})*$/;

/** @returns the parts of a template such as `{prefix}-{n:5}/{yy}`, or why it is none */
export function parseTemplate(source: string): Template | TemplateFault {
  if (!wholeTemplate.test(source)) return "unbalanced";
  const parts: Part[] = [];
  for (const [piece] of source.matchAll(/\{[^{}]*\}|[^{}]+/g)) {
    const part = piece.startsWith("{") ? parsePlaceholder(piece.slice(1, -1)) : { text: piece };
    if (typeof part === "string") return part;
    parts.push(part);
  }
  return parts;
}

function parsePlaceholder(source: string): Part | TemplateFault {
  const [name, width, ...rest] = source.split(":");
  const placeholder = placeholders.find((one) => one === name);
  if (placeholder === undefined || rest.length > 0) return "unknownPlaceholder";
  if (width === undefined) return { placeholder, width: 1 };
  if (placeholder !== "n" || !/^[1-9]$/.test(width) || Number(width) > widestCounter) return "widthWrong";
  return { placeholder, width: Number(width) };
}

/** Whether a template uses a placeholder. */
export function hasPlaceholder(template: Template, placeholder: Placeholder): boolean {
  return template.some((part) => "placeholder" in part && part.placeholder === placeholder);
}

/**
 * Why numbers of this template would be none or would come twice; null: within a hundred years no two are the same.
 * Letters and counters never run together, everything but the counter has a fixed width, so a number can be read back.
 */
export function findTemplateFault(source: string, restart: Restart): TemplateFault | null {
  const template = parseTemplate(source);
  if (typeof template === "string") return template;
  const counters = template.filter((part) => "placeholder" in part && part.placeholder === "n").length;
  if (counters === 0) return "counterMissing";
  if (counters > 1) return "counterTwice";
  const namesYear = hasPlaceholder(template, "yy") || hasPlaceholder(template, "yyyy");
  return restart === "yearly" && !namesYear ? "yearMissing" : null;
}

/** @param source a template without fault @returns the number, at most 60 signs when the template has 40 */
export function formatNumber(source: string, facts: NumberFacts): string {
  const template = parseTemplate(source);
  if (typeof template === "string") throw new TypeError(`not a template: ${template}`);
  return template.map((part) => ("text" in part ? part.text : formatPart(part.placeholder, part.width, facts))).join("");
}

function formatPart(placeholder: Placeholder, width: number, facts: NumberFacts): string {
  switch (placeholder) {
    case "prefix":
      return facts.prefix;
    case "n":
      return String(facts.sequence).padStart(width, "0");
    case "yy":
      return facts.registeredOn.slice(2, 4);
    case "yyyy":
      return facts.registeredOn.slice(0, 4);
    case "mm":
      return facts.registeredOn.slice(5, 7);
    case "department":
      return facts.departmentCode;
    case "kind":
      return facts.kindCode;
    default:
      return unreachable(placeholder);
  }
}
