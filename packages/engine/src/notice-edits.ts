import { readColumn } from "@flit/core/canonical";
import type { Fields } from "@flit/core/destination";
import type { MigrationContext } from "./context.ts";

/**
 * Remembers which rows people have changed before the platform writes to them on our behalf: rows of some tables are
 * added up into another, whose last writer we become by that. To be called before such rows are written or deleted.
 * `fields` are theirs, as they were sent or read.
 */
export async function noticeEdits(context: MigrationContext, table: string, fields: readonly Fields[]): Promise<void> {
  const sum = context.pair.summedInto[table];
  if (!sum) return;
  const named = new Set(fields.flatMap((row) => idIn(row, sum.column)));
  if (named.size === 0) return;
  const { store, migration, destination, live } = context;
  const ours = await store.transact((tx) => tx.links.knownRows(migration.id, [...named]));
  const rows = await destination.read(sum.table, [...ours], []);
  const touched = [...rows.values()].filter(({ modifiedBy }) => modifiedBy !== null && modifiedBy !== live.userId);
  if (touched.length === 0) return;
  await store.transact((tx) =>
    tx.links.setTouched(
      migration.id,
      touched.map(({ id }) => id),
    ),
  );
}

/** The id a lookup holds: as it is sent, or as it is read. */
function idIn(row: Fields, column: string): readonly string[] {
  const sent = row[column];
  if (typeof sent === "object" && sent !== null && "lookup" in sent) return [sent.lookup.id];
  const read = row[readColumn(column)];
  return typeof read === "string" ? [read] : [];
}
