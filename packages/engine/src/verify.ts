import { readColumns } from "@flit/core/canonical";
import type { ClosedConflict } from "@flit/core/closed-conflicts";
import { type LiveConflict, wholeRow } from "@flit/core/conflict";
import type { FoundConflict } from "@flit/core/conflict-store";
import type { DestinationRow, DestinationTable } from "@flit/core/destination";
import type { MappedRow, ObjectMap } from "@flit/core/mapping";
import type { Verification, VerifiedRecord } from "@flit/core/ports";
import type { Finding } from "@flit/core/reconcile-store";
import type { StepLease } from "@flit/core/run";
import { columnsOfMap, differingColumns, expectedRow, verifyRow } from "@flit/core/verify";
import { type MigrationContext, mapOf, tableOf } from "./context.ts";
import { countOf, pageOf } from "./load.ts";
import { type PreparedRecord, prepare } from "./prepare.ts";
import { sourceTotals } from "./reconcile/source-totals.ts";
import { advance, type SliceEnd, sliceSize } from "./slice.ts";

/** Reads one page of loaded rows back and compares every mapped column with what the source says. */
export async function verifySlice(context: MigrationContext, lease: StepLease): Promise<SliceEnd> {
  const map = mapOf(context, lease.step.subject);
  const table = tableOf(context, map.target.table);
  const migrationId = context.migration.id;
  const records = await pageOf(context, lease, map.source.object, sliceSize);
  if (records.length === 0) return { next: "done" };
  const total = lease.step.progress.total ?? (await countOf(context, lease, map.source.object));

  const prepared = await prepare(context, map, records, lease.run.cutOff);
  const rows = prepared.flatMap(ownRows);
  const current =
    rows.length === 0
      ? new Map<string, DestinationRow>()
      : await context.destination.read(
          table.name,
          rows.map((row) => row.id),
          readColumns(columnsOfMap(map)),
        );
  // What is gone after it was loaded was deleted by somebody: a delta lists it to be decided, as it does edits.
  const gone = lease.run.kind === "delta" ? goneOf(map.key, prepared, current) : [];
  const verdicts = prepared.flatMap((one) =>
    verdictOf(
      context,
      map,
      table,
      one,
      current,
      excludedColumns([...one.conflicts, ...gone.filter((row) => row.sourceId === one.record.id)]),
    ),
  );

  // A part of a migration is no side of a reconciliation.
  const isPart = lease.run.kind === "sample" || lease.run.scope !== null;
  const totals = isPart ? [] : await sourceTotals(context, map, prepared, lease.run.cutOff);

  context.failPoint("verify.before-commit");
  const next = await context.store.transact(async (tx) => {
    await tx.conflicts.note(migrationId, gone);
    await tx.conflicts.close(migrationId, agreed(map, table, prepared, current));
    await tx.accounts.verify(
      migrationId,
      verdicts.map((verdict) => verdict.record),
    );
    await tx.ledger.markVerified(
      migrationId,
      verdicts.flatMap((verdict) => verdict.rows),
    );
    await tx.links.setVersions(
      migrationId,
      rows.flatMap((row) => versionOf(current.get(row.id))),
    );
    await tx.audit.append(
      lease.run.id,
      `verify:${map.key}`,
      verdicts
        .filter(({ record }) => record.verification !== "verified")
        .map(({ record }) => ({
          event: `record.${record.verification}`,
          subject: { mapping: map.key, sourceId: record.sourceId, columns: record.columns.join(",") },
        })),
    );
    await tx.reconcile.putFindings(
      migrationId,
      lease.run.id,
      verdicts.flatMap((verdict) => verdict.findings),
    );
    await tx.reconcile.addTotals(migrationId, lease.run.id, totals);
    const cursor = { seq: records.at(-1)?.seq ?? 0 };
    return advance(tx, lease, { cursor, progress: { done: lease.step.progress.done + records.length, total } });
  });
  return { next: "again", lease: next };
}

function versionOf(row: DestinationRow | undefined): readonly { rowId: string; version: string }[] {
  return row ? [{ rowId: row.id, version: row.version }] : [];
}

/** Rows of a record that should be in the destination. */
function ownRows({ result, links }: PreparedRecord): readonly MappedRow[] {
  return result.status === "mapped" ? result.rows.filter((row) => links.has(row.part)) : [];
}

interface Verdict {
  readonly record: VerifiedRecord;
  readonly rows: readonly { readonly rowId: string; readonly isVerified: boolean }[];
  readonly findings: readonly Finding[];
}

function verdictOf(
  context: MigrationContext,
  map: ObjectMap,
  table: DestinationTable,
  prepared: PreparedRecord,
  current: ReadonlyMap<string, DestinationRow>,
  excluded: ReadonlySet<string>,
): readonly Verdict[] {
  const rows = ownRows(prepared);
  if (rows.length === 0) return [];
  const outcomes = rows.map((row) => {
    const isTouched = prepared.links.get(row.part)?.isTouched ?? false;
    return verifyRow({
      expected: expectedRow(map, row),
      current: current.get(row.id) ?? null,
      excluded,
      isTouched,
      userId: context.live.userId,
      table,
    });
  });
  const columns = outcomes.flatMap((outcome) =>
    "columns" in outcome ? outcome.columns : outcome.status === "missing" ? ["*"] : [],
  );
  const statuses = outcomes.map((outcome): Verification => {
    if (outcome.status === "missing") return excluded.has("*") ? "edited" : "mismatched";
    return outcome.status;
  });
  const verification = statuses.includes("mismatched")
    ? "mismatched"
    : statuses.includes("edited")
      ? "edited"
      : "verified";
  const sourceId = prepared.record.id;
  return [
    {
      record: { mapping: map.key, sourceId, verification, columns: [...new Set(columns)] },
      rows: rows.map((row, index) => ({ rowId: row.id, isVerified: statuses[index] === "verified" })),
      findings: outcomes.flatMap((outcome, index): readonly Finding[] => {
        const at = { mapping: map.key, table: table.name, sourceId, rowId: rows[index]?.id ?? null };
        if ("columns" in outcome) return outcome.columns.map((column) => ({ kind: outcome.status, ...at, column }));
        if (outcome.status === "verified") return [];
        // A person deleted the row, and a delta has listed that.
        return [{ kind: excluded.has("*") ? "edited" : "missing", ...at, column: excluded.has("*") ? "*" : null }];
      }),
    },
  ];
}

/** Columns in which a person's side stands, by decision or until somebody decides: they differ on purpose. */
function excludedColumns(conflicts: readonly Pick<LiveConflict, "column">[]): ReadonlySet<string> {
  return new Set(conflicts.map(({ column }) => column));
}

/** Conflicts in which both sides say the same by now, and rows that are there after all. */
function agreed(
  map: ObjectMap,
  table: DestinationTable,
  prepared: readonly PreparedRecord[],
  current: ReadonlyMap<string, DestinationRow>,
): readonly ClosedConflict[] {
  return prepared.flatMap((one) => {
    const rows = new Map(ownRows(one).map((row) => [row.id, row]));
    return one.conflicts.flatMap(({ mapping, rowId, column, kind, decision }): ClosedConflict[] => {
      const row = rows.get(rowId);
      const present = current.get(rowId);
      if (row === undefined || present === undefined) return [];
      const expected = expectedRow(map, row);
      const isOver =
        column === wholeRow
          ? kind === "deleted"
          : column in expected && !differingColumns(expected, present.fields, table).includes(column);
      return isOver ? [{ mapping, rowId, column, isTaken: decision?.wish === "take" }] : [];
    });
  });
}

/** Rows of a page that are not there any more and that nobody knows of yet. */
function goneOf(
  mapping: string,
  prepared: readonly PreparedRecord[],
  current: ReadonlyMap<string, DestinationRow>,
): readonly FoundConflict[] {
  return prepared.flatMap((one) =>
    ownRows(one)
      .filter(({ id }) => !current.has(id))
      .filter(({ id }) => !one.conflicts.some(({ rowId, column }) => rowId === id && column === wholeRow))
      .map(({ id }) => {
        const at = { mapping, sourceId: one.record.id, rowId: id };
        return { ...at, column: wholeRow, kind: "deleted" as const, isByRule: false };
      }),
  );
}
