import type { DestinationTable } from "./destination.ts";
import type { ObjectMap } from "./mapping.ts";
import { expressionsOf, partsOf } from "./references-of.ts";

export interface MapProblem {
  readonly mapping: string;
  readonly column: string | null;
  readonly code: "table-missing" | "column-missing" | "not-writable" | "unknown-mapping" | "duplicate-column";
}

/** What is wrong with maps against live tables, all of it at once. */
export function checkMaps(
  maps: readonly ObjectMap[],
  tables: { readonly [name: string]: DestinationTable },
): readonly MapProblem[] {
  const keys = new Set(maps.map((map) => map.key));
  return maps.flatMap((map): MapProblem[] => {
    const table = tables[map.target.table];
    const problem = (code: MapProblem["code"], column: string | null = null): MapProblem => ({
      mapping: map.key,
      column,
      code,
    });
    if (!table) return [problem("table-missing")];
    const created = map.fields.map((field) => field.column);
    const written = [
      ...created,
      ...map.finish.map((field) => field.column),
      ...(map.retire ?? []).map((field) => field.column),
    ];
    const missing = written
      .filter((column) => !table.columns[column])
      .map((column) => problem("column-missing", column));
    const fixed = created
      .filter((column) => table.columns[column]?.isCreatable === false)
      .map((column) => problem("not-writable", column));
    const doubled = created
      .filter((column, index) => created.indexOf(column) !== index)
      .map((column) => problem("duplicate-column", column));
    const unknown = [...mappingsNamed(map)].filter((key) => !keys.has(key)).map(() => problem("unknown-mapping"));
    return [...missing, ...fixed, ...doubled, ...unknown];
  });
}

function mappingsNamed(map: ObjectMap): ReadonlySet<string> {
  const found = new Set<string>();
  const open = [...expressionsOf(map)];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next.op === "reference") found.add(next.mapping);
    if (next.op === "each") open.push(next.of, next.value);
    open.push(...partsOf(next));
  }
  return found;
}
