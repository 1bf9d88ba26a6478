import { compareFields, readColumn, readColumns } from "@flit/core/canonical";
import type { DestinationRow, DestinationTable, Fields, FieldValue } from "@flit/core/destination";
import type { MapNote, MapResult, ObjectMap } from "@flit/core/mapping";
import type { RecordKey } from "@flit/core/ports";
import { verifyRow } from "@flit/core/verify";
import { type MigrationContext, tableOf } from "../context.ts";
import { prepare } from "../prepare.ts";

/** One column of one row: what the map says, what stands there, and what comes of comparing them. */
export interface ColumnNow {
  readonly column: string;
  readonly expected: FieldValue;
  readonly current: FieldValue;
  readonly verdict: "same" | "edited" | "differs" | "missing";
  readonly note: MapNote["kind"] | null;
}

/** A row of the destination as it is at this moment. */
export interface RowNow {
  readonly mapping: string;
  readonly table: string;
  readonly part: number;
  readonly rowId: string;
  /** False while the record has no row of this map: nothing was read. */
  readonly isLinked: boolean;
  readonly isThere: boolean;
  readonly isByPerson: boolean;
  readonly columns: readonly ColumnNow[];
}

/** What one map makes of a record now. */
export interface MappedNow {
  readonly mapping: string;
  /** `mapped`, or why there is no row. */
  readonly status: MapResult["status"];
  readonly rows: readonly RowNow[];
}

/** Maps one record as the worker would and reads its rows in the destination now. Throws Fault. */
export async function readRows(
  context: MigrationContext,
  maps: readonly ObjectMap[],
  key: RecordKey,
  cutOff: string,
): Promise<readonly MappedNow[]> {
  const { migration, store } = context;
  const { records, conflicts } = await store.transact(async (tx) => ({
    records: await tx.staging.byIds(migration.id, [key.object], [key.id]),
    conflicts: (await tx.accounts.conflicts(migration.id)).filter(({ sourceId }) => sourceId === key.id),
  }));
  const now: MappedNow[] = [];
  for (const map of maps) {
    const [prepared] = await prepare(context, map, records, cutOff);
    if (!prepared) continue;
    const { result, links } = prepared;
    if (result.status !== "mapped") {
      now.push({ mapping: map.key, status: result.status, rows: [] });
      continue;
    }
    const table = tableOf(context, map.target.table);
    const kept = new Set(conflicts.filter(({ mapping }) => mapping === map.key).map(({ column }) => column));
    const wanted = result.rows.map((row) => ({ ...row, expected: { ...row.fields, ...row.finish } }));
    const linked = wanted.filter(({ part }) => links.has(part));
    const columns = readColumns([...new Set(linked.flatMap(({ expected }) => Object.keys(expected)))]);
    const ids = linked.map(({ id }) => id);
    const rows = ids.length === 0 ? new Map() : await context.destination.read(table.name, ids, columns);
    now.push({
      mapping: map.key,
      status: "mapped",
      rows: wanted.map(({ part, id, expected }): RowNow => {
        const link = links.get(part);
        const current: DestinationRow | null = rows.get(id) ?? null;
        const at = { mapping: map.key, table: table.name, part, rowId: id, isLinked: link !== undefined };
        const isTouched = link?.isTouched ?? false;
        const { userId } = context.live;
        const isByPerson =
          isTouched || (current !== null && current.modifiedBy !== null && current.modifiedBy !== userId);
        const verdict = verifyRow({ expected, current, excluded: kept, isTouched, userId, table });
        const isEdited = verdict.status === "edited";
        const noteOf = (column: string) => result.notes.find((one) => one.column === column)?.kind ?? null;
        return {
          ...at,
          isThere: current !== null,
          isByPerson,
          columns: columnsOf(expected, current, table, isEdited ? "edited" : "differs", noteOf),
        };
      }),
    });
  }
  return now;
}

function columnsOf(
  expected: Fields,
  current: DestinationRow | null,
  table: DestinationTable,
  otherwise: "edited" | "differs",
  noteOf: (column: string) => MapNote["kind"] | null,
): readonly ColumnNow[] {
  const different = new Set(current === null ? [] : compareFields(expected, current.fields, table));
  return Object.keys(expected).map((column) => ({
    column,
    expected: expected[column] ?? null,
    current: current?.fields[readColumn(column)] ?? null,
    verdict: current === null ? "missing" : different.has(column) ? otherwise : "same",
    note: noteOf(column),
  }));
}
