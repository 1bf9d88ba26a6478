import { wholeRow } from "@flit/core/conflict";
import type { ConflictEntry } from "@flit/core/conflict-store";
import type { DestinationTable } from "@flit/core/destination";
import type { SeenConflict } from "@flit/engine/delta/look-at-conflicts";
import type { ConflictSidesView, ConflictView } from "../../features/delta/endpoints.ts";
import { valueText } from "./value-text.ts";

/** A conflict as its page shows it, with values as the reader may see them. */
export function viewConflict(
  entry: ConflictEntry,
  seen: SeenConflict | undefined,
  table: DestinationTable | undefined,
  title: string,
  mask: (value: string) => string,
): ConflictView {
  const { mapping, rowId, column, sourceId, kind, state, foundAt, reopenedAt, decision, decidedBy, decidedAt } = entry;
  return {
    ...{ mapping, rowId, column, sourceId, kind, state, foundAt, reopenedAt },
    object: title,
    field: fieldName(column, table),
    sides: seen && state !== "applied" ? viewSides(seen, table, mask) : null,
    token: seen?.token ?? null,
    decision: decision && {
      wish: decision.wish,
      isRule: decision.isRule,
      by: decidedBy ?? "",
      at: decidedAt ?? foundAt,
    },
  };
}

/** What a column is called. */
export function fieldName(column: string, table: DestinationTable | undefined): string {
  if (column === wholeRow) return table ? `Row in ${table.displayName}` : "Row";
  return table?.columns[column]?.displayName ?? column;
}

/** The three values of a conflict in words. */
export function viewSides(
  { entry: { column }, base, source, destination }: SeenConflict,
  table: DestinationTable | undefined,
  mask: (value: string) => string,
): ConflictSidesView {
  const shown = (value: SeenConflict["base"]) => {
    const text = valueText(value, table?.columns[column]);
    return text === null ? null : mask(text);
  };
  return { base: shown(base), cliniko: shown(source), dynamics: shown(destination) };
}
