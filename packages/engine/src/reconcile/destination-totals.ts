import type { DestinationRow, FieldValue } from "@flit/core/destination";
import { periodOf } from "@flit/core/period-of";
import type { MeasureBy } from "@flit/core/reconcile-plan";
import type { TotalEntry } from "@flit/core/reconcile-store";
import { columnsOfMap } from "@flit/core/verify";
import type { MigrationContext } from "../context.ts";

/** What rows of the destination add to the totals of their mappings. */
export function destinationTotals(
  context: MigrationContext,
  rows: readonly { readonly mapping: string; readonly row: DestinationRow }[],
): readonly TotalEntry[] {
  const measured = rows.flatMap(({ mapping, row }) =>
    context.pair.reconcile.measures
      .filter((measure) => measure.mapping === mapping)
      .map(({ kind, period, destination, by }): TotalEntry => {
        const at = destination.at === null ? null : textOf(row.fields[destination.at]);
        const amount = destination.amount === null ? null : textOf(row.fields[destination.amount]);
        return {
          kind,
          mapping,
          side: "destination",
          key: `${periodOf(at, period)}|${by === null ? "" : subjectOf(by, row)}`,
          count: 1,
          amount: destination.amount === null ? null : (amount ?? "0"),
        };
      }),
  );
  // Where a map names no owner, whoever wrote the row owns it.
  const naming = new Set(
    context.pair.maps.filter((map) => columnsOfMap(map).includes("ownerid")).map(({ key }) => key),
  );
  const owned = rows.flatMap(({ mapping, row }): TotalEntry[] => {
    const owner = naming.has(mapping) ? idOf(row.fields.ownerid) : null;
    return owner === null
      ? []
      : [{ kind: "owner", mapping, side: "destination", key: `|${owner}`, count: 1, amount: null }];
  });
  return [...measured, ...owned];
}

function subjectOf(by: MeasureBy, row: DestinationRow): string {
  if (by.kind === "record") return idOf(row.fields[by.column]) ?? "";
  const own = by.rowColumn === null ? null : idOf(row.fields[by.rowColumn]);
  return own ?? idOf(row.fields[by.ownerColumn]) ?? "";
}

function idOf(value: FieldValue | undefined): string | null {
  return value !== null && typeof value === "object" ? value.lookup.id.toLowerCase() : null;
}

function textOf(value: FieldValue | undefined): string | null {
  return value === null || value === undefined || typeof value === "object" ? null : String(value);
}
