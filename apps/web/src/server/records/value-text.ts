import type { DestinationTable, FieldValue } from "@flit/core/destination";

/** A column's value as people read it: choices by their label, links by their table; masked but for links. */
export function valueText(
  value: FieldValue,
  mask: (value: string) => string,
  column?: DestinationTable["columns"][string],
): string | null {
  if (value === null) return null;
  if (typeof value === "object") return `Link to ${value.lookup.table} ${value.lookup.id}`;
  if (typeof value === "boolean") return mask(value ? "Yes" : "No");
  const label = column?.optionLabels?.[String(value)];
  return mask(label === undefined ? String(value) : `${label} (${value})`);
}
