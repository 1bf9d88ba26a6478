/** Where in a drive a URL points and what it asks of that place. */
export interface Address {
  readonly start: { readonly kind: "root" } | { readonly kind: "item"; readonly id: string };
  /** Names below the start. */
  readonly path: readonly string[];
  readonly action: "" | "children" | "content" | "createUploadSession";
}

/**
 * Reads what follows `/drives/{id}`: `/root`, `/items/{id}`, either with `:/a/b` or `:/a/b:` behind it, then an action.
 * Undefined when it is no such address.
 */
export function parseAddress(encoded: string): Address | undefined {
  const found =
    /^\/(root|items\/([^/:]+))(?::\/(.*?)(?::(?=\/|$)|$))?(?:\/(children|content|createUploadSession))?$/.exec(encoded);
  if (found === null) return undefined;
  const [, , id, path = "", action = ""] = found;
  return {
    start: id === undefined ? { kind: "root" } : { kind: "item", id: decodeURIComponent(id) },
    path: path.split("/").filter(Boolean).map(decodeURIComponent),
    action: action as Address["action"],
  };
}
