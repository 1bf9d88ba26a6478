import type { DestinationColumn, FieldValue } from "@flit/core/destination";

/** A column's value as people of Dynamics read it; null is empty. */
export function valueText(value: FieldValue, column: DestinationColumn | undefined): string | null {
  if (value === null || value === "") return null;
  if (typeof value === "object") return `A row of ${value.lookup.table} (${value.lookup.id.slice(0, 8)})`;
  const label = column?.optionLabels?.[String(value)];
  if (label !== undefined) return label;
  if (typeof value === "boolean") return value ? "Yes" : "No";
  return String(value);
}
