const longestName = 200;
const fallbackName = "file";

/**
 * A name that is only a name: no folders, no control characters, no signs that turn the direction of writing, at most 200 characters
 * with its ending kept. `..\..\отчёт.pdf` → `отчёт.pdf`.
 */
export function cleanFileName(name: string): string {
  const last = name.toWellFormed().split(/[\\/]/).at(-1)!;
  const clean = last
    .replace(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069<>:"|?*]/gu, "")
    .replace(/\s+/g, " ")
    .trim()
    .replace(/^\.+/, "");
  if (clean === "") return fallbackName;
  if (clean.length <= longestName) return clean;
  const ending = /\.[^.]{1,10}$/.exec(clean)?.[0] ?? "";
  return clean.slice(0, longestName - ending.length).toWellFormed() + ending;
}
