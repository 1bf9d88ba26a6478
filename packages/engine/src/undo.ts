import type { WriteIntent } from "@flit/core/connector";
import type { LedgerState } from "@flit/core/ledger";
import type { LedgerEntry } from "@flit/core/ports";
import type { StepLease } from "@flit/core/run";
import { type MigrationContext, tableOf } from "./context.ts";
import { fileTable, removeFile } from "./files.ts";
import { noticeEdits } from "./notice-edits.ts";
import { onlyOf } from "./rollback/extent.ts";
import { type JudgedRow, judgeRows, type RowVerdict } from "./rollback/judge-rows.ts";
import { rowsBefore } from "./rollback/rows-before.ts";
import { inspect } from "./settle-open.ts";
import { advance, type SliceEnd } from "./slice.ts";

const sliceSize = 200;
/** Rows written shortly before the rollback may still be on their way. */
const drainDelayMs = 1_000;

/** What happened to one row when its entries were taken back. */
interface Undone {
  readonly rowId: string;
  readonly entries: readonly LedgerEntry[];
  readonly state: Extract<LedgerState, "reverted" | "kept">;
  readonly reason: string | null;
}

/** Takes back one page of a mapping's effects, newest first, guarded by version. */
export async function undoSlice(context: MigrationContext, lease: StepLease): Promise<SliceEnd> {
  const mapping = lease.step.subject;
  const migrationId = context.migration.id;
  const { open, page, busy, total } = await context.store.transact(async (tx) => ({
    total: lease.step.progress.total ?? (await rowsBefore(tx, lease)),
    busy: await tx.runs.liveLeases(migrationId, lease.run.id),
    open: await tx.ledger.open(migrationId, mapping, sliceSize),
    page: await tx.ledger.undoPage(migrationId, mapping, null, sliceSize, onlyOf(context, lease)),
  }));
  // Only rollback steps may hold leases now: everything older must have drained or expired.
  if (busy > 0) return { next: "wait", delayMs: drainDelayMs, reason: "requests-in-flight" };
  if (open.length > 0) return await closeOpen(context, lease, open);
  if (page.length === 0) return { next: "done" };

  const isFile = page[0]?.table === fileTable;
  const undone = isFile ? await undoFiles(context, page) : await undoRows(context, mapping, page);
  context.failPoint("undo.after-delete");
  if (undone.length === 0) return { next: "wait", delayMs: drainDelayMs, reason: "answers-lost" };
  const next = await context.store.transact(async (tx) => {
    await tx.ledger.settle(
      migrationId,
      undone.flatMap((one) =>
        one.entries.map(({ id }) => ({ id, state: one.state, failure: one.reason, undoneIn: lease.run.id })),
      ),
    );
    const reverted = undone.filter((one) => one.state === "reverted").flatMap((one) => one.entries);
    await tx.links.remove(
      migrationId,
      reverted.map(({ sourceId, part }) => ({ mapping, sourceId, part })),
    );
    await tx.rollbacks.keep(
      lease.run.id,
      undone.flatMap(({ state, rowId, entries, reason }) =>
        state === "kept" ? [{ mapping, sourceId: entries[0]?.sourceId ?? "", rowId, reason: reason ?? "kept" }] : [],
      ),
    );
    await tx.audit.append(
      lease.run.id,
      `undo:${mapping}`,
      undone.map((one) => ({
        event: `row.${one.state}`,
        subject: { mapping, rowId: one.rowId, sourceId: one.entries[0]?.sourceId ?? null, reason: one.reason },
      })),
    );
    return advance(tx, lease, {
      cursor: { undone: lease.step.progress.done + undone.length },
      progress: { done: lease.step.progress.done + undone.length, total },
    });
  });
  context.failPoint("undo.after-commit");
  return { next: "again", lease: next };
}

/** Entries nobody has an answer for: what is there counts as applied, what is not counts as never done. */
async function closeOpen(context: MigrationContext, lease: StepLease, open: readonly LedgerEntry[]): Promise<SliceEnd> {
  const first = open[0];
  const isFile = first?.table === fileTable;
  const states = isFile
    ? open.map((entry) => ({ id: entry.id, state: "applied" as const, version: null }))
    : (await inspect(context, tableOf(context, first?.table ?? ""), open)).map((one) =>
        one.is === "applied"
          ? { id: one.entry.id, state: "applied" as const, version: one.version }
          : { id: one.entry.id, state: "refused" as const, failure: "not-committed" },
      );
  const next = await context.store.transact(async (tx) => {
    await tx.ledger.settle(context.migration.id, states);
    return advance(tx, lease, { cursor: lease.step.cursor ?? {}, progress: lease.step.progress });
  });
  return { next: "again", lease: next };
}

async function undoFiles(context: MigrationContext, page: readonly LedgerEntry[]): Promise<readonly Undone[]> {
  const library = context.files;
  if (!library)
    return page.map((entry) => ({
      rowId: entry.rowId,
      entries: [entry],
      state: "kept",
      reason: "library-not-connected",
    }));
  const undone: Undone[] = [];
  for (const entry of page) {
    const reason = await removeFile(library, entry);
    undone.push({ rowId: entry.rowId, entries: [entry], state: reason === null ? "reverted" : "kept", reason });
  }
  const folders = new Set(page.flatMap((entry) => parents(String(entry.after.path))));
  for (const folder of [...folders].sort((a, b) => b.length - a.length)) await library.deleteFolderIfEmpty(folder);
  return undone;
}

/** Folders above a path, deepest first: `a/b/c.pdf` → `a/b`, `a`. */
function parents(path: string): readonly string[] {
  const segments = path.split("/").slice(0, -1);
  return segments.map((_, index) => segments.slice(0, segments.length - index).join("/"));
}

async function undoRows(
  context: MigrationContext,
  mapping: string,
  page: readonly LedgerEntry[],
): Promise<readonly Undone[]> {
  const table = tableOf(context, page[0]?.table ?? "");
  // Children were taken back before: what still hangs on a row belongs to people, and a delete would cascade.
  const judged = await judgeRows(context, mapping, page, async () => new Set());
  const undone: Undone[] = [];
  const planned: (JudgedRow & { readonly intent: WriteIntent })[] = [];
  for (const row of judged) {
    const { rowId, entries, verdict } = row;
    if (verdict.action === "gone") undone.push({ rowId, entries, state: "reverted", reason: null });
    else if (verdict.action === "keep") undone.push({ rowId, entries, state: "kept", reason: verdict.reason });
    else planned.push({ ...row, intent: intentOf(rowId, verdict) });
  }
  await noticeEdits(
    context,
    table.name,
    planned.flatMap(({ entries }) => entries.map(({ after }) => after)),
  );
  const outcomes =
    planned.length === 0
      ? []
      : await context.destination.write(
          table.name,
          planned.map((one) => one.intent),
          { isBulk: false },
        );
  planned.forEach(({ rowId, entries, verdict }, index) => {
    const outcome = outcomes[index];
    if (outcome?.status === "applied" && verdict.action === "give-back")
      undone.push({ rowId, entries, state: "kept", reason: "changed-by-person" });
    else if (outcome?.status === "applied") undone.push({ rowId, entries, state: "reverted", reason: null });
    // Unknown and outdated rows stay in the page and are read again.
    else if (outcome?.status === "refused" && outcome.fault.kind === "missing")
      undone.push({ rowId, entries, state: "reverted", reason: null });
    else if (outcome?.status === "refused" && outcome.fault.disposition === "stop") throw outcome.fault;
    else if (outcome?.status === "refused" && outcome.fault.code !== "version")
      undone.push({ rowId, entries, state: "kept", reason: outcome.fault.code });
  });
  return undone;
}

function intentOf(
  id: string,
  verdict: Extract<RowVerdict, { action: "delete" | "restore" | "give-back" }>,
): WriteIntent {
  const { ifVersion } = verdict;
  return verdict.action === "delete"
    ? { kind: "delete", id, ifVersion }
    : { kind: "update", id, fields: verdict.fields, ifVersion };
}
