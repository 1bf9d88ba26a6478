import type { MapLine } from "../map-line.ts";
import type { MatchMemory } from "../matcher.ts";
import type { CuratedMap } from "./curated-map.ts";

/** What decided lines teach about the account's own fields: the column they got, and the one they were not given. */
export function memoryOf(
  { matched, prefix }: Pick<CuratedMap, "matched" | "prefix">,
  lines: readonly MapLine[],
): MatchMemory {
  const fields = new Map(matched.map(({ lineId, field }) => [lineId, field]));
  const isOurs = (column: string | null) => column === null || column.startsWith(`${prefix}_`);
  const decided = lines.flatMap((line) => {
    const field = fields.get(line.id);
    return field === undefined || line.decision !== "confirmed" ? [] : [{ field, line }];
  });
  return {
    confirmed: decided.map(({ field: { id, label }, line: { value } }) => ({
      field: id,
      label,
      column: isOurs(value.column) ? null : value.column,
    })),
    rejected: decided.flatMap(({ field: { id, label }, line: { value, proposal } }) => {
      const proposed = proposal?.column ?? null;
      return proposed === null || isOurs(proposed) || proposed === value.column
        ? []
        : [{ field: id, label, column: proposed }];
    }),
  };
}
