import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, posix } from "node:path";
import { parseSync, Visitor } from "vite";

const ignoredFolders = new Set(["node_modules", "dist", ".git", ".cache", "data"]);
const sourcePattern = /\.tsx?$/;

/** One source file as the rules see it. */
export type Source = {
  /** from the root, with slashes: `collab/server/messages/store.ts` */
  readonly path: string;
  readonly linesCount: number;
  /** what it imports or exports from, as written */
  readonly specifiers: readonly string[];
  /** texts of its strings and templates, holes left out */
  readonly texts: readonly string[];
  /** calls of the shape `….name("text")` */
  readonly textCalls: readonly { readonly name: string; readonly text: string }[];
  /** names of its template tags */
  readonly tags: ReadonlySet<string>;
  readonly comments: readonly string[];
  readonly hasAny: boolean;
  readonly hasEnum: boolean;
  readonly hasDefaultExport: boolean;
};

/** All TypeScript sources below the folders. */
export function readSources(rootDir: string, dirs: readonly string[]): readonly Source[] {
  return dirs.flatMap((dir) => listFiles(rootDir, dir)).map((path) => readSource(rootDir, path));
}

function listFiles(rootDir: string, path: string): string[] {
  const stat = statSync(join(rootDir, path), { throwIfNoEntry: false });
  if (!stat) return [];
  if (stat.isFile()) return sourcePattern.test(path) ? [path] : [];
  const names = readdirSync(join(rootDir, path)).filter((name) => !ignoredFolders.has(name));
  return names.flatMap((name) => listFiles(rootDir, posix.join(path, name)));
}

function readSource(rootDir: string, path: string): Source {
  return parseSource(path, readFileSync(join(rootDir, path), "utf8"));
}

/** @throws Error when the text is no TypeScript */
export function parseSource(path: string, text: string): Source {
  const { program, comments, errors, module } = parseSync(path, text);
  if (errors[0]) throw new Error(`${path}: ${errors[0].message}`);
  const specifiers = new Set(module.staticImports.map((one) => one.moduleRequest.value));
  const texts: string[] = [];
  const textCalls: { name: string; text: string }[] = [];
  const tags = new Set<string>();
  let hasAny = false;
  let hasEnum = false;
  let hasDefaultExport = false;
  new Visitor({
    ExportAllDeclaration: (node) => void specifiers.add(node.source.value),
    ExportNamedDeclaration: (node) => void (node.source && specifiers.add(node.source.value)),
    ExportDefaultDeclaration: () => void (hasDefaultExport = true),
    ImportExpression: (node) => void (node.source.type === "Literal" && specifiers.add(String(node.source.value))),
    TSImportType: (node) => void specifiers.add(node.source.value),
    TSAnyKeyword: () => void (hasAny = true),
    TSEnumDeclaration: () => void (hasEnum = true),
    Literal: (node) => void (typeof node.value === "string" && texts.push(node.value)),
    TemplateLiteral: (node) => void texts.push(node.quasis.map((quasi) => quasi.value.cooked ?? "").join("\0")),
    TaggedTemplateExpression: (node) => void tags.add(text.slice(node.tag.start, node.tag.end).replace(/<.*$/s, "")),
    CallExpression: (node) => {
      const [first] = node.arguments;
      if (node.callee.type !== "MemberExpression" || node.callee.property.type !== "Identifier" || first?.type !== "Literal") return;
      if (typeof first.value === "string") textCalls.push({ name: node.callee.property.name, text: first.value });
    },
  }).visit(program);
  return {
    path,
    linesCount: text.split("\n").length - 1,
    specifiers: [...specifiers],
    texts,
    textCalls,
    tags,
    comments: comments.map((comment) => comment.value),
    hasAny,
    hasEnum,
    hasDefaultExport,
  };
}
