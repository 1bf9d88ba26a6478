import { readColumns } from "@flit/core/canonical";
import type { LedgerEntry } from "@flit/core/ports";
import { type Undo, undoRow } from "@flit/core/undo";
import { type MigrationContext, tableOf } from "../context.ts";

export type RowVerdict = Undo | { readonly action: "keep"; readonly reason: "has-other-records" };

/** One row with everything we did to it, oldest first, and how that is taken back. */
export interface JudgedRow {
  readonly rowId: string;
  readonly entries: readonly LedgerEntry[];
  readonly verdict: RowVerdict;
}

/**
 * Reads the rows of a page of entries and says how each is taken back. A row that others hang on stays, unless all of
 * them are among those that `goBefore` answers: a delete would take them along by cascade. Writes nothing.
 */
export async function judgeRows(
  context: MigrationContext,
  mapping: string,
  page: readonly LedgerEntry[],
  goBefore: (ids: readonly string[]) => Promise<ReadonlySet<string>>,
): Promise<readonly JudgedRow[]> {
  const first = page[0];
  if (!first) return [];
  const table = tableOf(context, first.table);
  const ids = [...new Set(page.map((entry) => entry.rowId))];
  const { effects, links } = await context.store.transact(async (tx) => ({
    effects: await tx.ledger.effects(context.migration.id, mapping, ids),
    links: await tx.links.get(
      context.migration.id,
      page.map((entry) => ({ mapping, sourceId: entry.sourceId })),
    ),
  }));
  const byRow = Map.groupBy(effects, (entry) => entry.rowId);
  const touched = new Set(links.filter((link) => link.isTouched).map((link) => link.rowId));
  const columns = new Set(
    effects.flatMap((entry) => [...Object.keys(entry.after), ...Object.keys(entry.before ?? {})]),
  );
  const current = await context.destination.read(table.name, ids, readColumns([...columns]));
  const dependents = await context.destination.dependents(table.name, [...current.keys()]);
  const going = await goBefore([...new Set([...dependents.values()].flat())]);
  const isHeld = (rowId: string) => (dependents.get(rowId) ?? []).some((id) => !going.has(id));
  return ids.map((rowId) => {
    const entries = byRow.get(rowId) ?? [];
    const undo = undoRow({
      entries,
      current: current.get(rowId) ?? null,
      isTouched: touched.has(rowId),
      userId: context.live.userId,
      table,
    });
    const verdict: RowVerdict =
      undo.action === "delete" && isHeld(rowId) ? { action: "keep", reason: "has-other-records" } : undo;
    return { rowId, entries, verdict };
  });
}
