import type { DestinationTable } from "../destination.ts";
import type { MapLine } from "../map-line.ts";
import type { ValueMemory } from "../value-matcher.ts";
import { targetOf } from "./choice-rule.ts";
import type { CuratedMap } from "./curated-map.ts";

/** What confirmed tables of choices teach: the option each answer got, by its label. */
export function valueMemoryOf(
  { matched, objects }: Pick<CuratedMap, "matched" | "objects">,
  lines: readonly MapLine[],
  tables: { readonly [name: string]: DestinationTable },
): ValueMemory {
  const fields = new Map(matched.map(({ lineId, field }) => [lineId, field]));
  const confirmed = lines.flatMap(({ id, mapping, decision, value: { column: name, value } }) => {
    const field = fields.get(id);
    const table = objects.find(({ key }) => key === mapping)?.target.table;
    const column = name === null || table === undefined ? undefined : tables[table]?.columns[name];
    if (!field || !column || decision !== "confirmed" || value.op !== "choice") return [];
    const labels = new Map(targetOf(column)?.options.map((one) => [one.value, one.label]));
    return Object.entries(value.table).flatMap(([option, to]) => {
      const target = to === null ? null : labels.get(typeof to === "boolean" ? Number(to) : to);
      return target === undefined ? [] : [{ label: field.label, option, target }];
    });
  });
  return { confirmed };
}
