import type { AuditEvent } from "@flit/core/audit-store";
import type { MapNote, ObjectMap } from "@flit/core/mapping";
import type { Among, Conflict, Link, RecordAccount, StagedRecord } from "@flit/core/ports";
import type { Run, StepLease } from "@flit/core/run";
import { candidatesOf, linkAfter, type Phase } from "./candidate.ts";
import { type MigrationContext, mapOf, rowIdOf, tableOf } from "./context.ts";
import { type PreparedRecord, prepare } from "./prepare.ts";
import { settleOpen } from "./settle-open.ts";
import { advance, cursorNumber, type SliceEnd, sliceSize } from "./slice.ts";
import { ledgerOutcome, type Settled, writeRows } from "./write-rows.ts";

/** Above this many records a mapping writes in bulk; below, in batches that name each row's fate. */
const bulkThreshold = 5_000;
/** Rows of a slice that was cut off; a record may make several. */
const mostOpen = 1_000;

/** Creates and updates the rows of one page of staged records. */
export function loadSlice(context: MigrationContext, lease: StepLease): Promise<SliceEnd> {
  return writeSlice(context, lease, "create");
}

/** Writes states and late references of rows that are all loaded by now. */
export function finishSlice(context: MigrationContext, lease: StepLease): Promise<SliceEnd> {
  return writeSlice(context, lease, "finish");
}

async function writeSlice(context: MigrationContext, lease: StepLease, phase: Phase): Promise<SliceEnd> {
  const map = mapOf(context, lease.step.subject);
  const migrationId = context.migration.id;
  const { open, total } = await context.store.transact(async (tx) => ({
    open: await tx.ledger.open(migrationId, map.key, mostOpen),
    total: lease.step.progress.total ?? (await countOf(context, lease, map.source.object)),
  }));
  const isBulk = total > bulkThreshold;
  if (open.length > 0) return await settleOpen(context, lease, map, open);

  const records = await pageOf(context, lease, map.source.object, sliceSize);
  if (records.length === 0) return { next: "done" };
  const prepared = await prepare(context, map, records, lease.run.cutOff);
  const settled = await writeRows(context, lease, map, candidatesOf(prepared, phase), isBulk);

  // What stops a run (a right, a sign-in) is nobody's fault in the page: after resuming, its rows are tried again.
  const stop = settled.find((one) => one.fault?.disposition === "stop")?.fault;
  const changes = changesOf(context, map, phase, prepared, settled);
  const { done } = lease.step.progress;
  const move = stop
    ? { cursor: lease.step.cursor, progress: { done, total } }
    : { cursor: { seq: records.at(-1)?.seq ?? 0 }, progress: { done: done + records.length, total } };
  const next = await context.store.transact(async (tx) => {
    await tx.ledger.settle(migrationId, settled.filter((one) => one.entryId !== null).map(ledgerOutcome));
    await tx.links.remove(migrationId, changes.removed);
    await tx.links.put(migrationId, changes.links);
    await tx.accounts.put(migrationId, lease.run.id, changes.accounts);
    await tx.accounts.putConflicts(migrationId, changes.conflicts);
    await tx.audit.append(lease.run.id, `${lease.step.kind}:${map.key}`, changes.events);
    return advance(tx, lease, move);
  });
  context.failPoint("load.after-commit");
  if (stop) throw stop;
  return { next: "again", lease: next };
}

/** The next staged records of the step. */
export function pageOf(
  context: MigrationContext,
  lease: StepLease,
  object: string,
  limit: number,
): Promise<readonly StagedRecord[]> {
  const after = cursorNumber(lease, "seq");
  return context.store.transact((tx) =>
    tx.staging.page(context.migration.id, object, after, limit, recordsOf(lease.run)),
  );
}

/** Which staged records a run is about: those it is limited to, the sample's, or all of them. */
function recordsOf(run: Run): Among {
  if (run.scope?.hasRecords) return { runId: run.id };
  return run.kind === "sample" ? "sample" : "all";
}

/** How many records a step has before it. */
export async function countOf(context: MigrationContext, lease: StepLease, object: string): Promise<number> {
  const counts = await context.store.transact((tx) => tx.staging.count(context.migration.id, recordsOf(lease.run)));
  return counts.find((entry) => entry.object === object)?.count ?? 0;
}

interface Changes {
  readonly links: readonly Link[];
  readonly removed: readonly { mapping: string; sourceId: string; part: number }[];
  readonly accounts: readonly RecordAccount[];
  readonly conflicts: readonly Conflict[];
  readonly events: readonly AuditEvent[];
}

function changesOf(
  context: MigrationContext,
  map: ObjectMap,
  phase: Phase,
  prepared: readonly PreparedRecord[],
  settled: readonly Settled[],
): Changes {
  const table = tableOf(context, map.target.table);
  const bySource = Map.groupBy(settled, (one) => one.candidate.sourceId);
  const links: Link[] = [];
  const removed: { mapping: string; sourceId: string; part: number }[] = [];
  const conflicts: Conflict[] = [];
  const events: AuditEvent[] = [];
  for (const one of settled) {
    const { candidate, isTouched, version } = one;
    const at = { mapping: map.key, sourceId: candidate.sourceId };
    const isGone = candidate.kind === "remove" && (one.status === "applied" || one.status === "deleted");
    if (isGone) removed.push({ ...at, part: candidate.row.part });
    else if (candidate.kind === "write" && (one.status === "applied" || one.status === "adopted"))
      links.push(linkAfter(candidate, map.key, table, { version, isTouched }));
    for (const column of one.conflicts) {
      conflicts.push({ ...at, rowId: candidate.row.id, column, kind: one.status === "deleted" ? "deleted" : "edited" });
    }
    if (one.wrote !== null)
      events.push({
        event: `row.${one.wrote}.${one.status}`,
        subject: { ...at, part: candidate.row.part, rowId: candidate.row.id, entry: one.entryId },
      });
  }
  const accounts = prepared.flatMap((record) =>
    accountOf(map.key, phase, record, bySource.get(record.record.id) ?? []),
  );
  if (phase === "create") links.push(...prepared.flatMap((record) => standInLink(context, map, record)));
  return { links, removed, accounts, conflicts, events };
}

/** Links of records that make no row of their own: merged into another, or matched to a user. */
function standInLink(
  context: MigrationContext,
  map: ObjectMap,
  { record, result, links }: PreparedRecord,
): readonly Link[] {
  const own = links.get(0);
  const base = {
    mapping: map.key,
    sourceId: record.id,
    part: 0,
    version: null,
    digest: null,
    finishDigest: null,
    isTouched: false,
  };
  if (result.status === "matched") {
    return [{ ...base, table: result.target.table, rowId: result.target.id, aliasOf: null, isOurs: false }];
  }
  if (result.status !== "alias" || own?.aliasOf === result.of) return [];
  if (own) return [{ ...own, aliasOf: result.of }];
  return [
    {
      ...base,
      table: map.target.table,
      rowId: rowIdOf(context, map.key, record.id, 0),
      aliasOf: result.of,
      isOurs: false,
    },
  ];
}

function accountOf(
  mapping: string,
  phase: Phase,
  { record, result, links }: PreparedRecord,
  settled: readonly Settled[],
): readonly RecordAccount[] {
  const account = (
    outcome: RecordAccount["outcome"],
    reason: string | null,
    notes: readonly MapNote[] = [],
  ): RecordAccount[] => [{ mapping, sourceId: record.id, outcome, reason, notes }];
  const refused = settled.find((one) => one.status === "refused");
  if (phase === "finish") return refused ? account("rejected", `finish:${refused.fault?.code ?? "refused"}`) : [];
  switch (result.status) {
    case "skipped":
      return account("skipped", result.reason);
    case "alias":
      return account("skipped", "merged");
    case "matched":
      return account("matched", null);
    case "rejected":
      return account("rejected", result.reasons[0] ?? "rejected");
    case "blocked":
      return account("rejected", `missing:${result.waitingFor[0]?.mapping ?? "reference"}`);
    case "mapped": {
      if (refused) return account("rejected", refused.fault?.code ?? "refused", result.notes);
      if (settled.some((one) => one.status === "unknown")) return [];
      if (settled.some((one) => one.wrote === "create"))
        return account(links.size === 0 ? "created" : "updated", null, result.notes);
      return settled.some((one) => one.wrote !== null) ? account("updated", null, result.notes) : [];
    }
  }
}
