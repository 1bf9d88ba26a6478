import type { MapLine } from "../map-line.ts";
import type { MatchMemory, SourceField } from "../matcher.ts";

/** What decided lines teach about the account's own fields: the column they got, and the one they were not given. */
export function memoryOf(
  fields: ReadonlyMap<string, SourceField>,
  prefix: string,
  lines: readonly MapLine[],
): MatchMemory {
  const isOurs = (column: string | null) => column === null || column.startsWith(`${prefix}_`);
  const decided = lines.flatMap((line) => {
    const field = fields.get(line.id);
    return field === undefined || line.decision === "open" ? [] : [{ field, line }];
  });
  return {
    confirmed: decided
      .filter(({ line }) => isCarried(line))
      .map(({ field: { id, label }, line: { value } }) => ({
        field: id,
        label,
        column: isOurs(value.column) ? null : value.column,
      })),
    rejected: decided.flatMap(({ field: { id, label }, line }) => {
      const proposed = line.proposal?.column ?? null;
      const isKept = isCarried(line) && proposed === line.value.column;
      return proposed === null || isOurs(proposed) || isKept ? [] : [{ field: id, label, column: proposed }];
    }),
  };
}

/** A field that was confirmed to stay where it is teaches no column. */
function isCarried({ decision, value }: MapLine): boolean {
  return decision === "confirmed" && value.column !== null;
}
