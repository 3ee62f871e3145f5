declare const __BUILD__: string;

const cacheName = `shell ${__BUILD__}`;
const shellPath = "/";
/** named by their content: what is kept never becomes wrong */
const assetPath = /^\/assets\//;
const keptForOffline = /^\/(?:assets\/.+|icon[^/]*\.(?:svg|png)|strict\.js)$/;

/** Keeps the page and what it begins with, so that it opens without a network. */
export async function keepShell(): Promise<void> {
  const page = await fetch(shellPath, { cache: "no-cache" });
  const parts = [...(await page.clone().text()).matchAll(/(?:src|href)="(\/[^"]+)"/g)].map(([, path]) => path!);
  const cache = await caches.open(cacheName);
  await cache.put(shellPath, page);
  await cache.addAll([...new Set(parts.filter((path) => keptForOffline.test(path)))]);
}

/** Forgets what earlier versions kept. */
export async function dropOldShells(): Promise<void> {
  for (const name of await caches.keys()) if (name.startsWith("shell ") && name !== cacheName) await caches.delete(name);
}

/** Whether the worker answers itself; everything of the server goes past it. */
export function isShellRequest(request: Request): boolean {
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin || /^\/(?:api|files)\//.test(pathname)) return false;
  return request.mode === "navigate" || keptForOffline.test(pathname);
}

/** Pages come from the network while there is one; what is named by its content comes from what is kept. */
export async function answer(request: Request): Promise<Response> {
  const cache = await caches.open(cacheName);
  if (request.mode === "navigate") return fetch(request).catch(async (error: unknown) => (await cache.match(shellPath)) ?? raise(error));
  const isNamedByContent = assetPath.test(new URL(request.url).pathname);
  const kept = await caches.match(request);
  if (isNamedByContent && kept) return kept;
  const response = await fetch(request).catch((error: unknown) => kept ?? raise(error));
  if (isNamedByContent && response.ok) await cache.put(request, response.clone());
  return response;
}

function raise(error: unknown): never {
  throw error;
}
