import type { ChoiceTableView } from "./detail-view.ts";

/** Tables of choices as they stand now, with the values that were revealed a moment ago instead of their masks. */
export function withRevealed(
  now: readonly ChoiceTableView[],
  revealed: readonly ChoiceTableView[] | undefined,
): readonly ChoiceTableView[] {
  if (revealed === undefined) return now;
  return now.map((table) => {
    const seen = revealed.find(({ index }) => index === table.index);
    if (!seen) return table;
    const decided = new Map(table.rows.filter(({ isDecided }) => isDecided).map((row) => [row.value, row]));
    const known = new Set(seen.rows.map(({ value }) => value));
    const rows = seen.rows.map(
      (row) => decided.get(row.value) ?? { ...row, isDecided: false, isHeld: false, to: null },
    );
    return { ...table, rows: [...rows, ...[...decided.values()].filter(({ value }) => !known.has(value))] };
  });
}
