import type { ErrorDetails } from "@veche/kernel";
import type * as z from "zod";

/** Facts of an issue that are safe and useful to a program; zod's prose and the value itself are not. */
const factNames = ["expected", "format", "origin", "minimum", "maximum", "inclusive", "keys", "values", "divisor"] as const;

/** @returns details of an `invalid` failure: `field` is the first path, `issues` are all of them with path, reason and facts */
export function toIssueDetails(error: z.core.$ZodError): ErrorDetails {
  const issues = error.issues.map(toIssue);
  return { field: issues[0]?.path ?? "", issues };
}

function toIssue(issue: z.core.$ZodIssue): { readonly path: string; readonly reason: string } & Record<string, unknown> {
  const known = issue as unknown as Readonly<Record<string, unknown>>;
  const facts = factNames.filter((name) => known[name] !== undefined).map((name) => [name, toFact(known[name])]);
  return { path: issue.path.map(String).join("."), reason: issue.code, ...Object.fromEntries(facts) };
}

const toFact = (value: unknown): unknown => (typeof value === "bigint" ? Number(value) : value);
