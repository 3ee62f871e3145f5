import { builtinModules } from "node:module";
import { posix } from "node:path";
import { browserDirs, features, floorDirs, groundFolders, parts, pureDirs, type Part } from "./house.ts";
import type { Source } from "./sources.ts";

/** What a package says of itself in its package.json. */
export type Manifest = { readonly name: string; readonly dependencies: ReadonlySet<string>; readonly doors: readonly string[] };

const longestFileLines = 400;
const testPattern = /\.(test|story)\.tsx?$|\/testing\//;

type Place = { readonly part: Part; readonly product: string; readonly feature: string | undefined };
type Target = { readonly path: string; readonly place: Place; readonly isDoor: boolean };

/** Where a file lies; undefined outside the parts (root, tools). Files directly in a part belong to no feature. */
function locate(path: string): Place | undefined {
  const part = parts.find(({ dir }) => path.startsWith(`${dir}/`));
  if (!part) return undefined;
  const [folder, ...rest] = path.slice(part.dir.length + 1).split("/");
  return { part, product: part.dir.split("/")[0] ?? "", feature: rest.length > 0 ? folder : undefined };
}

export const isTest = (path: string): boolean => testPattern.test(path);

const packageOf = (specifier: string): string => specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/");

/** Knows where an import leads inside the house. */
export class House {
  readonly #manifests: ReadonlyMap<string, Manifest>;
  readonly #dirs: ReadonlyMap<string, string>;

  /** @param manifests by folder of the part */
  constructor(manifests: ReadonlyMap<string, Manifest>) {
    this.#manifests = manifests;
    this.#dirs = new Map([...manifests].map(([dir, { name }]) => [name, dir]));
  }

  /** @returns undefined for what lies outside the house */
  resolve(source: Source, specifier: string): Target | undefined {
    if (specifier.startsWith(".")) {
      const path = posix.join(posix.dirname(source.path), specifier);
      const place = locate(path);
      return place && { path, place, isDoor: posix.basename(path).replace(/\.tsx?$/, "") === "index" };
    }
    const dir = this.#dirs.get(packageOf(specifier));
    if (dir === undefined) return undefined;
    const inside = specifier.slice(packageOf(specifier).length + 1);
    const path = posix.join(dir, inside, "index.ts");
    const place = locate(path);
    return place && { path, place, isDoor: !inside.includes("/") };
  }

  /** Imports from a part to one that its floor does not stand on, or past the doors of a package. */
  findFloorFaults(source: Source): string[] {
    const from = locate(source.path);
    if (!from) return [];
    return source.specifiers.flatMap((specifier) => {
      const to = this.resolve(source, specifier)?.place;
      if (!to || to.part === from.part) return [];
      if (specifier.startsWith(".")) return [`${source.path}: "${specifier}" leaves the package; import it by its name.`];
      if (!from.part.mayUse.includes(to.part.dir)) {
        return [`${source.path}: ${from.part.dir} must not use ${to.part.dir}; it may use ${from.part.mayUse.join(", ") || "nothing"}.`];
      }
      return [];
    });
  }

  /** Packages from outside that the part did not declare or must not know. */
  findForeignFaults(source: Source): string[] {
    const from = locate(source.path);
    if (!from || isTest(source.path)) return [];
    const manifest = this.#manifests.get(from.part.dir);
    return source.specifiers.flatMap((specifier) => {
      if (specifier.startsWith(".")) return [];
      const isBuiltin = specifier.startsWith("node:") || builtinModules.includes(specifier);
      if (isBuiltin)
        return browserDirs.has(from.part.dir) && !isTool(source.path)
          ? [`${source.path}: "${specifier}" does not exist in a browser.`]
          : [];
      const name = packageOf(specifier);
      if (pureDirs.has(from.part.dir) && name !== "zod" && !this.#dirs.has(name)) {
        return [`${source.path}: ${from.part.dir} is pure; "${specifier}" belongs on another floor.`];
      }
      if (manifest && name !== manifest.name && !manifest.dependencies.has(name) && !isTool(source.path)) {
        return [`${source.path}: add "${name}" to the dependencies in ${from.part.dir}/package.json, or do without it.`];
      }
      return [];
    });
  }

  /** Imports that climb to a later feature or go past a feature's door. */
  findFeatureFaults(source: Source): string[] {
    const from = locate(source.path);
    if (!from || isTest(source.path)) return [];
    return source.specifiers.flatMap((specifier) => {
      const to = this.resolve(source, specifier);
      if (!to?.place.feature || to.place.product !== from.product) return [];
      if (to.place.part === from.part && to.place.feature === from.feature) return [];
      const isPast = !to.isDoor && !groundFolders.has(to.place.feature);
      if (isPast)
        return [`${source.path}: "${specifier}" goes past the door; export what you need in the index.ts of ${to.place.feature}.`];
      return this.#climbs(from, to.place) ? [explainClimb(source, from, to.place)] : [];
    });
  }

  #climbs(from: Place, to: Place): boolean {
    if (!floorDirs.has(from.part.dir) || !floorDirs.has(to.part.dir) || from.feature === undefined) return false;
    if (groundFolders.has(from.feature) || groundFolders.has(to.feature ?? "")) return false;
    const order = features[from.product] ?? [];
    return order.indexOf(to.feature ?? "") > order.indexOf(from.feature);
  }

  /** Feature folders that the plan does not know. */
  findUnknownFeature(source: Source): string[] {
    const place = locate(source.path);
    if (!place?.feature || !floorDirs.has(place.part.dir) || groundFolders.has(place.feature)) return [];
    if (features[place.product]?.includes(place.feature)) return [];
    return [`${place.part.dir}/${place.feature}: no feature of that name; give it a place in tools/architecture/house.ts.`];
  }

  /** Circles between the folders of one part, each told once. */
  findCircles(sources: readonly Source[]): string[] {
    const uses = new Map<string, Set<string>>();
    for (const source of sources) {
      const from = locate(source.path);
      if (!from?.feature || isTest(source.path)) continue;
      const here = `${from.part.dir}/${from.feature}`;
      for (const specifier of source.specifiers) {
        const to = this.resolve(source, specifier)?.place;
        if (to?.part !== from.part || !to.feature || to.feature === from.feature) continue;
        uses.set(here, (uses.get(here) ?? new Set()).add(`${to.part.dir}/${to.feature}`));
      }
    }
    return findCircles(uses).map(
      (circle) => `These folders use each other in a circle: ${circle.join(" → ")}. Move what they share below them.`,
    );
  }
}

const isTool = (path: string): boolean => path.endsWith(".config.ts") || path.endsWith(".d.ts");

function explainClimb(source: Source, from: Place, to: Place): string {
  return `${source.path}: ${from.feature} stands below ${to.feature} and must not use it; let ${to.feature} react to an event of ${from.feature}.`;
}

function findCircles(uses: ReadonlyMap<string, ReadonlySet<string>>): string[][] {
  const circles: string[][] = [];
  const done = new Set<string>();
  const walk = (folder: string, trail: readonly string[]): void => {
    const start = trail.indexOf(folder);
    if (start >= 0) circles.push([...trail.slice(start), folder]);
    if (start >= 0 || done.has(folder)) return;
    for (const next of uses.get(folder) ?? []) walk(next, [...trail, folder]);
    done.add(folder);
  };
  for (const folder of uses.keys()) walk(folder, []);
  return circles;
}

/** Marks of unfinished or loose work. */
export function findStyleFaults(source: Source): string[] {
  const faults: string[] = [];
  if (source.hasAny) faults.push(`${source.path}: \`any\` switches the checks off; use \`unknown\` and parse it.`);
  if (source.hasEnum) faults.push(`${source.path}: use a union of literals in place of an enum.`);
  if (source.hasDefaultExport && !isTool(source.path)) faults.push(`${source.path}: export it by its name.`);
  if (source.comments.some((comment) => /\b(TODO|FIXME|XXX|@ts-ignore|@ts-nocheck)\b/.test(comment))) {
    faults.push(`${source.path}: finish what the comment leaves open, or file an issue.`);
  }
  if (source.linesCount > longestFileLines) {
    faults.push(
      `${source.path}: ${source.linesCount} lines; a file past ${longestFileLines} hides a concept that wants a file of its own.`,
    );
  }
  return faults;
}
