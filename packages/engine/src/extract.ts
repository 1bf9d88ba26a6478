import { Fault } from "@flit/core/fault";
import type { StepLease } from "@flit/core/run";
import type { MigrationContext } from "./context.ts";
import { noteNotReadable } from "./not-readable.ts";
import { wasRead } from "./readings.ts";
import { advance, cursorNumber, cursorText, type SliceEnd } from "./slice.ts";
import { stageRecords } from "./stage.ts";

/** A list that shrinks while it is read is read again from the start, this often. */
const maxPasses = 3;

/** Reads one page of a source object and stages it with what the pair derives from it. */
export async function extractSlice(context: MigrationContext, lease: StepLease): Promise<SliceEnd> {
  const { run, step } = lease;
  const isWhole = await readsAll(context, lease);
  const page = await readPage(context, lease, isWhole ? null : run.since);
  if (page === null) return { next: "done" };

  context.failPoint("extract.before-commit");
  const seen = cursorNumber(lease, "seen") + page.records.length;
  const pass = cursorNumber(lease, "pass");
  const migrationId = context.migration.id;
  const end = await context.store.transact(async (tx): Promise<SliceEnd> => {
    await stageRecords(tx, context, run, step.subject, page.records);
    await tx.staging.countUnknownKeys(migrationId, step.subject, page.unknownKeys);
    const progress = { done: seen, total: Math.max(page.total, seen) };
    if (page.next !== null) {
      return {
        next: "again",
        lease: await advance(tx, lease, { cursor: { page: page.next, seen, pass, isWhole }, progress }),
      };
    }
    const read = await tx.staging.countRead(migrationId, run.id, step.subject);
    if (read >= page.total) {
      const progress = { done: seen, total: seen };
      return {
        next: "done",
        lease: await advance(tx, lease, { cursor: { page: null, seen, pass, isWhole }, progress }),
      };
    }
    if (pass + 1 >= maxPasses) {
      throw new Fault("protocol", "short-read", `${step.subject}: ${read} of ${page.total} records could be read.`);
    }
    return {
      next: "again",
      lease: await advance(tx, lease, {
        cursor: { page: null, seen: 0, pass: pass + 1, isWhole },
        progress: { done: 0, total: page.total },
      }),
    };
  });
  context.failPoint("extract.after-commit");
  return end;
}

/** Decided with the first page and kept: whether this object is read from its beginning. */
async function readsAll({ store }: MigrationContext, { run, step }: StepLease): Promise<boolean> {
  const kept = step.cursor?.isWhole;
  if (typeof kept === "boolean") return kept;
  return run.since === null || !(await store.transact((tx) => wasRead(tx, run, step.subject)));
}

/** Null when the platform does not show the object to this key: the audit reports it as not readable, never as empty. */
async function readPage(context: MigrationContext, lease: StepLease, since: string | null) {
  try {
    return await context.source.page({
      object: lease.step.subject,
      cursor: cursorText(lease, "page"),
      since,
      until: lease.run.cutOff,
    });
  } catch (error) {
    await noteNotReadable(context, lease, error);
    return null;
  }
}
