import type { Matcher, MatchMemory, SourceField, TargetColumn } from "../matcher.ts";

/** A column that is filled already, and why another field seems to mean it. */
export interface ContestedColumn {
  readonly column: string;
  readonly probability: number;
  readonly reason: string;
}

/**
 * Fields for which nothing was found among the free columns, and that seem to mean one which the pair fills from another
 * field: a second question about the newsletter. Nobody is given such a column; people are asked which field counts.
 */
export function contestedColumns(
  matcher: Matcher,
  fields: readonly SourceField[],
  columns: { readonly free: readonly TargetColumn[]; readonly filled: readonly TargetColumn[] },
  memory: MatchMemory,
): ReadonlyMap<string, ContestedColumn> {
  if (fields.length === 0 || columns.filled.length === 0) return new Map();
  const filled = new Set(columns.filled.map(({ name }) => name));
  const answers = matcher.propose(fields, [...columns.free, ...columns.filled], memory);
  return new Map(
    answers.flatMap(({ field, column, band, probability, reason }) =>
      column !== null && filled.has(column) && band !== "unsure" ? [[field, { column, probability, reason }]] : [],
    ),
  );
}
