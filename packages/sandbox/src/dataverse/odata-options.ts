import { splitOutside } from "./odata-literal.ts";
import { queryError } from "./rows-errors.ts";

const known = new Set([
  "$select",
  "$filter",
  "$orderby",
  "$top",
  "$count",
  "$expand",
  "$skiptoken",
  "$deltatoken",
  "$apply",
  "$format",
]);

/** What the `Prefer` header asks for. */
export interface Preferences {
  readonly pageSize: number | undefined;
  readonly tracksChanges: boolean;
  readonly withAnnotations: boolean;
  readonly returnsRepresentation: boolean;
  readonly continuesOnError: boolean;
}

/** Reads `Prefer`; several preferences come separated by commas. Pages never exceed 5,000 rows. */
export function readPreferences(header: string | undefined): Preferences {
  const text = header ?? "";
  const size = /odata\.maxpagesize\s*=\s*(\d+)/i.exec(text)?.[1];
  return {
    pageSize: size === undefined ? undefined : Math.min(Math.max(Number(size), 1), 5_000),
    tracksChanges: /odata\.track-changes/i.test(text),
    withAnnotations: /odata\.include-annotations\s*=/i.test(text),
    returnsRepresentation: /return\s*=\s*representation/i.test(text),
    continuesOnError: /odata\.continue-on-error/i.test(text),
  };
}

/** Refuses options the service does not know, `$skip` above all. */
export function checkOptions(query: URLSearchParams): void {
  for (const name of query.keys()) {
    if (name === "$skip") throw queryError("Skip Clause is not supported in CRM");
    if (name.startsWith("$") && !known.has(name)) {
      throw queryError(`The query parameter ${name} is not supported`);
    }
  }
}

/** `$top` as a whole number, or undefined. */
export function readTop(query: URLSearchParams): number | undefined {
  const text = query.get("$top");
  if (text === null) return undefined;
  if (!/^\d+$/.test(text)) throw queryError(`Invalid value '${text}' for $top query option found.`);
  return Number(text);
}

/** `$expand=a($select=x,y),b` taken apart. */
export function readExpand(expand: string): { name: string; inner: ReadonlyMap<string, string> }[] {
  return splitOutside(expand, ",").map((part) => {
    const open = part.indexOf("(");
    if (open < 0) return { name: part, inner: new Map() };
    const pairs = splitOutside(part.slice(open + 1, -1), ";").map((pair): [string, string] => {
      const equals = pair.indexOf("=");
      return [pair.slice(0, equals).trim(), pair.slice(equals + 1).trim()];
    });
    return { name: part.slice(0, open).trim(), inner: new Map(pairs) };
  });
}
