import { canonicalColumn, readColumn, readColumns } from "@flit/core/canonical";
import { type ConflictSides, wholeRow } from "@flit/core/conflict";
import type { ConflictEntry } from "@flit/core/conflict-store";
import type { DestinationRow, Fields, FieldValue } from "@flit/core/destination";
import { foldWritten } from "@flit/core/fold";
import { sha256Hex } from "@flit/core/ids";
import { type MigrationContext, mapOf, tableOf } from "../context.ts";
import { type PreparedRecord, prepare } from "../prepare.ts";
import { lastReading } from "../readings.ts";

/** A conflict with its three values as they are now. Nothing of it is stored. */
export interface SeenConflict {
  readonly entry: ConflictEntry;
  /** What we wrote last. */
  readonly base: FieldValue;
  /** What the source says, as last read. */
  readonly source: FieldValue;
  /** What stands in the destination. */
  readonly destination: FieldValue;
  readonly isRowThere: boolean;
  /** The same two values spelled for comparing. */
  readonly sides: ConflictSides;
  /** Names this state of row and record: a decision about it is refused once either has changed. */
  readonly token: string;
}

/** Computes what a conflict is about: from the ledger, from the staged record, and from the row as it stands. */
export async function lookAtConflicts(
  context: MigrationContext,
  entries: readonly ConflictEntry[],
): Promise<readonly SeenConflict[]> {
  const groups = [...Map.groupBy(entries, ({ mapping }) => mapping)];
  const seen = new Map<ConflictEntry, SeenConflict>();
  for (const [mapping, group] of groups) {
    // A map frozen since may have left the object out.
    if (!context.pair.maps.some(({ key }) => key === mapping)) continue;
    for (const one of await lookAtMapping(context, mapping, group)) seen.set(one.entry, one);
  }
  return entries.flatMap((entry) => seen.get(entry) ?? []);
}

async function lookAtMapping(
  context: MigrationContext,
  mapping: string,
  entries: readonly ConflictEntry[],
): Promise<readonly SeenConflict[]> {
  const map = mapOf(context, mapping);
  const table = tableOf(context, map.target.table);
  const { id } = context.migration;
  const rowIds = [...new Set(entries.map(({ rowId }) => rowId))];
  const { records, effects, runs } = await context.store.transact(async (tx) => ({
    records: await tx.staging.byIds(id, [map.source.object], [...new Set(entries.map(({ sourceId }) => sourceId))]),
    effects: await tx.ledger.effects(id, mapping, rowIds),
    runs: await tx.runs.list(id),
  }));
  const prepared = await prepare(context, map, records, lastReading(runs)?.cutOff ?? new Date().toISOString());
  const columns = entries.map(({ column }) => column).filter((column) => column in table.columns);
  const current = await context.destination.read(table.name, rowIds, readColumns(columns));
  const written = Map.groupBy(effects, ({ rowId }) => rowId);
  return entries.map((entry) => {
    const { column, rowId, sourceId } = entry;
    const one = prepared.find(({ record }) => record.id === sourceId);
    const expected = one === undefined ? {} : expectedOf(one, rowId);
    const base = foldWritten(written.get(rowId) ?? []);
    const row = current.get(rowId) ?? null;
    const fields = row?.fields ?? {};
    return {
      entry,
      base: base[column] ?? null,
      source: expected[column] ?? null,
      destination: fields[readColumn(column)] ?? null,
      isRowThere: row !== null,
      sides:
        column === wholeRow
          ? { source: null, destination: null }
          : {
              source: canonicalColumn(expected, column, table),
              destination: canonicalColumn(fields, column, table, readColumn(column)),
            },
      token: tokenOf(row, one?.record.updatedAt ?? null),
    };
  });
}

/** What the source wants in a row of a record. */
function expectedOf({ result }: PreparedRecord, rowId: string): Fields {
  if (result.status === "alias") return result.retire;
  if (result.status !== "mapped") return {};
  const row = result.rows.find(({ id }) => id === rowId);
  return row ? { ...row.fields, ...row.finish } : {};
}

function tokenOf(row: DestinationRow | null, updatedAt: string | null): string {
  return sha256Hex(JSON.stringify([row?.version ?? null, updatedAt])).slice(0, 32);
}
