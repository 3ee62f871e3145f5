import type { Route } from "@veche/kernel";

/** A route whose path names things by id: what a stranger must not find. */
export interface RouteWithIds {
  readonly route: Route;
  /** names of the path parameters, in their order */
  readonly idNames: readonly string[];
}

/** @returns the routes that name things in their path, by name; the list from which "a stranger finds nothing" is generated */
export function forEachRouteWithIds(routes: readonly Route[]): readonly RouteWithIds[] {
  const found = routes.map((route) => ({ route, idNames: [...route.path.matchAll(/:([A-Za-z]+)/g)].map(([, name]) => name!) }));
  return found.filter(({ idNames }) => idNames.length > 0).toSorted((a, b) => (a.route.name < b.route.name ? -1 : 1));
}

/**
 * @param ids by name of the parameter
 * @returns the path of a route with its parameters filled
 * @throws Error when a parameter has no id: a new route wants its id in the test
 */
export function fillPathWithIds({ route }: RouteWithIds, ids: Readonly<Record<string, string | number>>): string {
  return route.path.replace(/:([A-Za-z]+)/g, (_, name: string) => {
    const id = ids[name];
    if (id === undefined) throw new Error(`The route ${route.name} names :${name}; give the test such an id.`);
    return encodeURIComponent(String(id));
  });
}
