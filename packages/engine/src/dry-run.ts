import type { DestinationTable } from "@flit/core/destination";
import type { MapNote, ObjectMap } from "@flit/core/mapping";
import { type TrialContext, tryMap } from "./trial.ts";

const pageSize = 500;

export interface DryRunFinding extends MapNote {
  readonly table: string;
  readonly count: number;
}

/**
 * Maps every staged record without writing anything and counts what would be clipped, unknown or unreadable, per
 * column: what the audit says about lengths and values rests on all records, not on a guess.
 */
export async function dryRun(
  context: TrialContext,
  maps: readonly ObjectMap[],
  tables: { readonly [name: string]: DestinationTable },
  cutOff: string,
): Promise<readonly DryRunFinding[]> {
  const counts = new Map<string, DryRunFinding>();
  for (const map of maps) {
    const table = tables[map.target.table];
    if (!table) continue;
    for (let after = 0; ; ) {
      const page = await context.store.transact((tx) =>
        tx.staging.page(context.migration.id, map.source.object, after, pageSize),
      );
      for (const result of await tryMap(context, maps, map, table, page, cutOff)) {
        for (const note of result.status === "mapped" ? result.notes : []) add(counts, table.name, note);
      }
      const last = page.at(-1);
      if (!last) break;
      after = last.seq;
    }
  }
  return [...counts.values()];
}

function add(counts: Map<string, DryRunFinding>, table: string, note: MapNote): void {
  const key = `${table}.${note.column}.${note.kind}`;
  counts.set(key, { ...note, table, count: (counts.get(key)?.count ?? 0) + 1 });
}
