/** The plan of the house, as docs/ and the architecture test know it. */

/** A package: where it lies and which packages of the house it may use. */
export type Part = { readonly dir: string; readonly mayUse: readonly string[] };

export const parts: readonly Part[] = [
  { dir: "platform/kernel", mayUse: [] },
  { dir: "platform/server", mayUse: ["platform/kernel"] },
  { dir: "platform/web", mayUse: ["platform/kernel"] },
  { dir: "collab/domain", mayUse: ["platform/kernel"] },
  { dir: "collab/server", mayUse: ["platform/kernel", "platform/server", "collab/domain", "collab/sfu"] },
  { dir: "collab/sfu", mayUse: ["platform/kernel"] },
  { dir: "collab/sdk", mayUse: ["platform/kernel", "collab/domain"] },
  { dir: "collab/ui", mayUse: ["platform/kernel", "platform/web", "collab/domain", "collab/sdk"] },
  { dir: "office/domain", mayUse: ["platform/kernel"] },
  { dir: "office/server", mayUse: ["platform/kernel", "platform/server", "collab/domain", "collab/sdk", "office/domain"] },
  { dir: "office/web", mayUse: ["platform/kernel", "platform/web", "collab/domain", "collab/sdk", "collab/ui", "office/domain"] },
  { dir: "launcher", mayUse: ["platform/kernel", "platform/server", "collab/server", "collab/sfu", "office/server"] },
  { dir: "e2e", mayUse: ["platform/kernel", "platform/server", "collab/domain", "collab/sdk", "collab/sfu", "office/domain"] },
  { dir: "bench", mayUse: ["platform/kernel", "platform/server", "collab/domain", "collab/sdk", "collab/sfu", "office/domain"] },
];

/** Parts that know what is true and touch nothing: zod and the kernel are all they use. */
export const pureDirs: ReadonlySet<string> = new Set(["platform/kernel", "collab/domain", "office/domain"]);

/** Parts that also run in a browser: nothing of Node there. */
export const browserDirs: ReadonlySet<string> = new Set([...pureDirs, "platform/web", "collab/ui", "office/web"]);

/** Parts in which a feature may use only features before it; elsewhere only circles are refused. */
export const floorDirs: ReadonlySet<string> = new Set(["collab/domain", "collab/server", "office/domain", "office/server"]);

/** The features of each product from the ground up: each may open only the doors of those before it, and hears the others by events. */
export const features: Readonly<Record<string, readonly string[]>> = {
  collab: [
    "tenants",
    "directory",
    "files",
    "conversations",
    "messages",
    "presence",
    "search",
    "calls",
    "notifications",
    "bots",
    "integrations",
    "administration",
    "everything",
  ],
  office: [
    "access",
    "directory",
    "session",
    "absences",
    "files",
    "documents",
    "registration",
    "processes",
    "tasks",
    "mail",
    "calendar",
    "projects",
    "desktop",
    "collaboration",
    "administration",
    "demo",
    "everything",
  ],
};

/** Folders of a part that are no features: what all its features stand on, and what stands beside them for tests. */
export const groundFolders: ReadonlySet<string> = new Set(["testing", "migrations", "platform", "everything"]);
