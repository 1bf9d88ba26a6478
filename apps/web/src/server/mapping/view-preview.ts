import type { FieldValue } from "@flit/core/destination";
import type { MapNote, MapResult } from "@flit/core/mapping";
import type { LinePreview, PreviewCell } from "@flit/engine/mapping/preview-line";
import type { PreviewRow } from "../../features/mapping/detail-view.ts";

const shown = 400;

const notes: Readonly<Record<MapNote["kind"], string>> = {
  clipped: "Cut to the column's length",
  "unknown-choice": "No choice for this value",
  unreadable: "Cannot be read",
};

const statuses: Readonly<Record<Exclude<MapResult["status"], "mapped">, string>> = {
  matched: "Becomes no row: matched to a user",
  alias: "Becomes no row: merged into another record",
  skipped: "Becomes no row: left out",
  blocked: "Waits for a record it belongs to",
  rejected: "Becomes no row: it cannot be written",
};

/** A preview as pages show it, masked by role. */
export function viewPreview(
  rows: readonly LinePreview[],
  mask: (value: string) => string,
  labels: (column: string, value: FieldValue) => string | null,
): PreviewRow[] {
  const view = (cell: PreviewCell) => {
    const text = textOf(cell.value, cell.column === null ? null : labels(cell.column, cell.value));
    return {
      column: cell.column,
      text: text === null ? null : mask(text.slice(0, shown)),
      note: noteOf(cell),
    };
  };
  return rows.map(({ sourceId, before, after }) => ({
    record: sourceId,
    before: view(before),
    after: view(after),
    isChanged: JSON.stringify(before) !== JSON.stringify(after),
  }));
}

function noteOf({ status, note }: PreviewCell): string | null {
  if (status === "mapped") return note && notes[note];
  return note === "unknown-choice" ? "Held: this value has no choice" : statuses[status];
}

function textOf(value: FieldValue, label: string | null): string | null {
  if (value === null) return null;
  if (typeof value === "object") return `Link to ${value.lookup.table}`;
  if (typeof value === "boolean") return value ? "Yes" : "No";
  return label === null ? String(value) : `${label} (${value})`;
}
