import type { LedgerEntry } from "@flit/core/ports";
import type { KeptRow } from "@flit/core/rollback-store";
import type { StepLease } from "@flit/core/run";
import type { MigrationContext } from "../context.ts";
import { fileTable } from "../files.ts";
import { advance, cursorNumber, type SliceEnd } from "../slice.ts";
import { extentOf, onlyOf } from "./extent.ts";
import { judgeRows, type RowVerdict } from "./judge-rows.ts";
import { rowsBefore } from "./rows-before.ts";

const sliceSize = 200;

/** What a page of rows would come to. */
interface Foreseen {
  readonly deleted: number;
  readonly restored: number;
  readonly gone: number;
  readonly kept: readonly KeptRow[];
}

/**
 * Reads one page of a mapping's rows, newest first, and says what a rollback would do to them. Writes nothing to the
 * destination. Each row counts on the page of its newest entry.
 */
export async function previewSlice(context: MigrationContext, lease: StepLease): Promise<SliceEnd> {
  const mapping = lease.step.subject;
  const migrationId = context.migration.id;
  const before = cursorNumber(lease, "before") || null;
  const { page, total } = await context.store.transact(async (tx) => ({
    page: await tx.ledger.undoPage(migrationId, mapping, before, sliceSize, onlyOf(context, lease)),
    total: lease.step.progress.total ?? (await rowsBefore(tx, lease)),
  }));
  const last = page.at(-1);
  if (!last) return { next: "done" };
  const foreseen =
    last.table === fileTable ? await foreseeFiles(context, page) : await foreseeRows(context, lease, page);
  const next = await context.store.transact(async (tx) => {
    await tx.rollbacks.keep(lease.run.id, foreseen.kept);
    const add = (name: string, count: number) => ({ [name]: cursorNumber(lease, name) + count });
    const { deleted, restored, gone, kept } = foreseen;
    return advance(tx, lease, {
      cursor: {
        before: last.seq,
        ...add("deleted", deleted),
        ...add("restored", restored),
        ...add("gone", gone),
        ...add("kept", kept.length),
      },
      progress: { done: lease.step.progress.done + deleted + restored + gone + kept.length, total },
    });
  });
  return { next: "again", lease: next };
}

async function foreseeRows(
  context: MigrationContext,
  lease: StepLease,
  page: readonly LedgerEntry[],
): Promise<Foreseen> {
  const mapping = lease.step.subject;
  const here = new Set(page.map(({ id }) => id));
  const judged = await judgeRows(context, mapping, page, (ids) =>
    context.store.transact((tx) =>
      tx.rollbacks.willGo(context.migration.id, lease.run.id, extentOf(context, lease.run), ids),
    ),
  );
  const rows = judged.filter(({ entries }) => here.has(entries.at(-1)?.id ?? ""));
  const count = (action: string) => rows.filter(({ verdict }) => verdict.action === action).length;
  const kept = rows.flatMap(({ rowId, entries, verdict }) => {
    const reason = reasonToKeep(verdict);
    return reason === null ? [] : [{ mapping, sourceId: entries[0]?.sourceId ?? "", rowId, reason }];
  });
  return { deleted: count("delete"), restored: count("restore"), gone: count("gone"), kept };
}

function reasonToKeep(verdict: RowVerdict): string | null {
  if (verdict.action === "keep") return verdict.reason;
  return verdict.action === "give-back" ? "changed-by-person" : null;
}

/** A file that somebody replaced stays. */
async function foreseeFiles(context: MigrationContext, page: readonly LedgerEntry[]): Promise<Foreseen> {
  const library = context.files;
  const kept: KeptRow[] = [];
  let gone = 0;
  for (const { mapping, sourceId, rowId, after, versionAfter } of page) {
    const keep = (reason: string) => kept.push({ mapping, sourceId, rowId, reason });
    if (!library) {
      keep("library-not-connected");
      continue;
    }
    const stored = await library.stat(String(after.path));
    if (!stored) gone += 1;
    else if (versionAfter !== null && stored.version !== versionAfter) keep("changed");
  }
  return { deleted: page.length - gone - kept.length, restored: 0, gone, kept };
}
