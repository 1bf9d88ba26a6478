import type { Route } from "./handler.ts";

/** The route a method and path lead to, with the path's parameters; the first that fits wins. */
export function findRoute(
  routes: readonly Route[],
  method: string,
  path: readonly string[],
): { readonly route: Route; readonly params: { readonly [name: string]: string } } | null {
  for (const route of routes) {
    if (route.endpoint.method !== method) continue;
    const params = match(route.endpoint.path.split("/").slice(1), path);
    if (params) return { route, params };
  }
  return null;
}

function match(pattern: readonly string[], path: readonly string[]): { readonly [name: string]: string } | null {
  if (pattern.length !== path.length) return null;
  const params: { [name: string]: string } = {};
  for (const [index, part] of pattern.entries()) {
    const given = path[index] ?? "";
    if (part.startsWith(":")) params[part.slice(1)] = given;
    else if (part !== given) return null;
  }
  return params;
}
