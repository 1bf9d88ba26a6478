import type { AuditFinding } from "@flit/core/audit-report";
import type { DestinationTable } from "@flit/core/destination";
import { heldColumn } from "@flit/core/held-choice";
import type { MapNote, MapResult, ObjectMap } from "@flit/core/mapping";
import type { MigrationContext } from "./context.ts";
import { tryMap } from "./trial.ts";

const pageSize = 500;

/** One page of records on which a map was tried. */
export interface DryRunPage {
  readonly records: number;
  /** Position of the last record, null after the last page. */
  readonly last: number | null;
  readonly findings: readonly AuditFinding[];
}

/**
 * Maps one page of staged records without writing anything and counts what would be clipped, unknown or unreadable,
 * per column: what the audit says about lengths and values rests on all records, not on a guess.
 */
export async function dryRunPage(
  context: MigrationContext,
  map: ObjectMap,
  trial: {
    readonly maps: readonly ObjectMap[];
    readonly tables: { readonly [name: string]: DestinationTable };
    readonly cutOff: string;
  },
  after: number,
): Promise<DryRunPage> {
  const table = trial.tables[map.target.table];
  if (!table) return { records: 0, last: null, findings: [] };
  const page = await context.store.transact((tx) =>
    tx.staging.page(context.migration.id, map.source.object, after, pageSize),
  );
  const counts = new Map<string, AuditFinding>();
  for (const result of await tryMap(context, trial.maps, map, table, page, trial.cutOff)) {
    for (const note of notesOf(result)) {
      const key = `${note.column}.${note.kind}`;
      counts.set(key, { ...note, table: table.name, count: (counts.get(key)?.count ?? 0) + 1 });
    }
  }
  return { records: page.length, last: page.at(-1)?.seq ?? null, findings: [...counts.values()] };
}

/** What a record says about its columns; a held one names those it is held for. */
function notesOf(result: MapResult): readonly MapNote[] {
  if (result.status === "mapped") return result.notes;
  const held = result.status === "rejected" ? result.reasons.map(heldColumn) : [];
  return held.flatMap((column) => (column === null ? [] : [{ column, kind: "unknown-choice" }]));
}
