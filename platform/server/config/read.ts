import type * as z from "zod";

/** What is wrong with the settings: every fault on a line of its own, for the administrator. Values are never in it. */
export class ConfigError extends Error {
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(`The settings are not usable:\n${faults.map((fault) => `  ${fault}`).join("\n")}`);
    this.name = "ConfigError";
    this.faults = faults;
  }
}

/**
 * The settings, parsed; an empty variable counts as not set.
 * @throws ConfigError naming all faults at once
 */
export function readConfig<Schema extends z.ZodType>(schema: Schema, env: Readonly<Record<string, string | undefined>>): z.output<Schema> {
  const present = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ""));
  const result = schema.safeParse(present);
  if (result.success) return result.data;
  throw new ConfigError(result.error.issues.map((issue) => `${issue.path.join(".") || "settings"}: ${describeIssue(issue, present)}`));
}

function describeIssue(issue: z.core.$ZodIssue, present: Readonly<Record<string, unknown>>): string {
  const name = issue.path[0];
  return typeof name === "string" && !Object.hasOwn(present, name) ? "is missing" : issue.message;
}
