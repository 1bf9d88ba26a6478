import { Fault } from "@flit/core/fault";
import type { SourceRecord } from "@flit/core/record";
import type { StepLease } from "@flit/core/run";
import type { MigrationContext } from "./context.ts";
import type { Derivation } from "./pair.ts";
import { notReadable, wasRead } from "./readings.ts";
import { advance, cursorNumber, cursorText, type SliceEnd } from "./slice.ts";

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
    await tx.staging.put(migrationId, run.id, page.records);
    for (const derivation of context.pair.derivations) {
      if (!derivation.from.includes(step.subject)) continue;
      const derived = combine(derivation, page.records);
      const staged = await tx.staging.byIds(migrationId, [derivation.object], [...derived.keys()]);
      for (const existing of staged) {
        const next = derived.get(existing.id);
        if (next) derived.set(existing.id, derivation.merge(existing, next));
      }
      await tx.staging.put(migrationId, run.id, [...derived.values()]);
    }
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
    if (!(error instanceof Fault) || (error.kind !== "missing" && error.kind !== "forbidden")) throw error;
    await context.store.transact((tx) =>
      tx.runs.save(lease, { state: "pending", keep: true, failure: `${notReadable}:${error.kind}` }),
    );
    return null;
  }
}

function combine(derivation: Derivation, records: readonly SourceRecord[]): Map<string, SourceRecord> {
  const derived = new Map<string, SourceRecord>();
  for (const record of records.flatMap((source) => derivation.derive(source))) {
    const known = derived.get(record.id);
    derived.set(record.id, known ? derivation.merge(known, record) : record);
  }
  return derived;
}
