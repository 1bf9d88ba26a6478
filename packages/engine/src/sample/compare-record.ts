import { canonicalColumn, readColumn, readColumns } from "@flit/core/canonical";
import type { DestinationRow, DestinationTable, Fields, FieldValue } from "@flit/core/destination";
import type { FieldMap, MappedRow, MapResult, ObjectMap } from "@flit/core/mapping";
import type { Link, StagedRecord } from "@flit/core/ports";
import { type MigrationContext, mapOf, tableOf } from "../context.ts";
import { joinsOf, prepare } from "../prepare.ts";
import { namesOfRows } from "./names-of-rows.ts";
import { type SourceValue, sourceReader } from "./source-values.ts";

/** `different` is the only one that asks for somebody; `own`: nothing is carried, and Dynamics fills it by itself. */
export type Comparison = "equal" | "different" | "empty" | "own";

/** One mapped column of one row: what it is made of, what should stand there, and what does. */
export interface ComparedField {
  readonly column: string;
  readonly phase: "fields" | "finish";
  readonly source: readonly SourceValue[];
  readonly expected: FieldValue;
  readonly actual: FieldValue;
  readonly comparison: Comparison;
}

export interface ComparedRow {
  readonly part: number;
  readonly rowId: string;
  readonly isThere: boolean;
  /** Whether somebody else than the application user wrote it last. */
  readonly isByPerson: boolean;
  readonly fields: readonly ComparedField[];
}

/** A record read back from Dynamics now and compared with Cliniko, column by column. */
export interface ComparedRecord {
  readonly record: StagedRecord;
  readonly map: ObjectMap;
  readonly table: DestinationTable;
  readonly status: MapResult["status"];
  readonly rows: readonly ComparedRow[];
  /** Names of the rows that lookups point to, by `table:id`. */
  readonly names: ReadonlyMap<string, string>;
}

/** Null when the record was never read. Throws Fault when Dynamics does not answer. */
export async function compareRecord(
  context: MigrationContext,
  { mapping, sourceId, cutOff }: { readonly mapping: string; readonly sourceId: string; readonly cutOff: string },
): Promise<ComparedRecord | null> {
  const map = mapOf(context, mapping);
  const table = tableOf(context, map.target.table);
  const [record] = await context.store.transact((tx) =>
    tx.staging.byIds(context.migration.id, [map.source.object], [sourceId]),
  );
  if (!record) return null;
  const [prepared] = await prepare(context, map, [record], cutOff);
  const [joins = {}] = await joinsOf(context, map, [record]);
  const result: MapResult = prepared?.result ?? { status: "rejected", reasons: [] };
  const expected = result.status === "mapped" ? result.rows : [];
  const written: readonly { readonly field: FieldMap; readonly phase: "fields" | "finish" }[] = [
    ...map.fields.map((field) => ({ field, phase: "fields" as const })),
    ...map.finish.map((field) => ({ field, phase: "finish" as const })),
  ];
  const columns = readColumns(written.map(({ field }) => field.column).filter((column) => column in table.columns));
  const ids = expected.map((row) => rowIdIn(row, prepared?.links));
  const current =
    ids.length === 0 ? new Map<string, DestinationRow>() : await context.destination.read(table.name, ids, columns);
  const read = sourceReader(record, joins, cutOff);
  const rows = expected.map((row): ComparedRow => {
    const rowId = rowIdIn(row, prepared?.links);
    const found = current.get(rowId) ?? null;
    return {
      part: row.part,
      rowId,
      isThere: found !== null,
      isByPerson: found !== null && found.modifiedBy !== null && found.modifiedBy !== context.live.userId,
      fields: written.map(({ field, phase }) =>
        compareField({ field, phase, row, found, table, source: read(field.value) }),
      ),
    };
  });
  const values = rows.flatMap(({ fields }) => fields.flatMap(({ expected: one, actual }) => [one, actual]));
  return { record, map, table, status: result.status, rows, names: await namesOfRows(context, values) };
}

function compareField(input: {
  readonly field: FieldMap;
  readonly phase: "fields" | "finish";
  readonly row: MappedRow;
  readonly found: DestinationRow | null;
  readonly table: DestinationTable;
  readonly source: readonly SourceValue[];
}): ComparedField {
  const { field, phase, row, found, table, source } = input;
  const { column } = field;
  const wanted: Fields = row[phase];
  const expected = wanted[column] ?? null;
  const actual = found?.fields[readColumn(column)] ?? null;
  const [want, have] = [
    canonicalColumn(wanted, column, table),
    canonicalColumn(found?.fields ?? {}, column, table, readColumn(column)),
  ];
  const isCarried = want !== null;
  const comparison: Comparison = isCarried ? (want === have ? "equal" : "different") : have === null ? "empty" : "own";
  return { column, phase, source, expected, actual, comparison };
}

function rowIdIn(row: MappedRow, links: ReadonlyMap<number, Link> | undefined): string {
  return links?.get(row.part)?.rowId ?? row.id;
}
