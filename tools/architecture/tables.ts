import { isTest } from "./rules.ts";
import type { Source } from "./sources.ts";

const kyselyWrites = new Set(["insertInto", "updateTable", "deleteFrom", "mergeInto", "replaceInto"]);
const kyselyReads = new Set(["selectFrom", "innerJoin", "leftJoin"]);
const sqlWrite =
  /\b(?:insert\s+into|delete\s+from|merge\s+into|truncate(?:\s+table)?|update)\s+("?[a-z_]\w*"?(?:\."?[a-z_]\w*"?)?)(?=\s|\(|;|$)/gi;
const storePattern = /(?:^|\/)(?:[\w-]+-)?store\.ts$|\/store\//;
const serverPattern = /^(collab|office)\/server\/([^/]+)\//;

/** Writes of a table: which feature, in which file. */
type Write = { readonly table: string; readonly feature: string; readonly path: string };

/** Tables that more than one feature writes. */
export function findSharedTables(sources: readonly Source[]): string[] {
  const writes = sources.filter(isProductCode).flatMap(listWrites);
  const faults: string[] = [];
  for (const table of new Set(writes.map((write) => write.table))) {
    const owners = writes.filter((write) => write.table === table);
    const features = [...new Set(owners.map((write) => write.feature))];
    if (features.length < 2) continue;
    const places = [...new Set(owners.map((write) => write.path))].join(", ");
    faults.push(`The table ${table} is written by ${features.join(" and ")} (${places}); let its owner export an action for the others.`);
  }
  return faults;
}

/** Files that speak SQL without being stores. */
export function findScatteredSql(sources: readonly Source[]): string[] {
  const speakers = sources.filter((source) => isProductCode(source) && !storePattern.test(source.path) && speaksSql(source));
  return speakers.map(({ path }) => `${path}: SQL belongs into the store of its feature.`);
}

/** @returns names as `product.table`, without those of common table expressions */
export function listWrites(source: Source): Write[] {
  const [, product = "", feature = ""] = serverPattern.exec(source.path) ?? [];
  const names = source.textCalls.filter(({ name }) => kyselyWrites.has(name)).map(({ text }) => text.split(/\s+as\s+/i)[0] ?? text);
  for (const text of source.texts) {
    for (const [statement, name = ""] of text.matchAll(sqlWrite)) {
      if (!/^update/i.test(statement) || isUpdateOf(text, name)) names.push(name);
    }
  }
  return names.map((name) => ({ table: `${product}.${name.replaceAll('"', "").split(".").at(-1)}`, feature, path: source.path }));
}

/** "for update of x" and "do update set" name no table that is written. */
function isUpdateOf(text: string, name: string): boolean {
  const escaped = name.replace(/[.$]/g, "\\$&");
  return new RegExp(`\\bupdate\\s+${escaped}\\s+(?:as\\s+)?(?:\\w+\\s+)?set\\b`, "i").test(text) && !/^(set|of|skip|nowait)$/i.test(name);
}

function speaksSql(source: Source): boolean {
  const calls = source.textCalls.some(({ name }) => kyselyWrites.has(name) || kyselyReads.has(name));
  return calls || source.tags.has("sql");
}

function isProductCode({ path }: Source): boolean {
  return serverPattern.test(path) && !isTest(path) && !/\/(migrations|testing|demo)\//.test(path);
}
