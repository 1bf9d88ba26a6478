import type { StepLease } from "@flit/core/run";
import { disagrees, isUsualLoss } from "@flit/core/vanished";
import type { MigrationContext } from "./context.ts";
import { noteNotReadable } from "./not-readable.ts";
import { advance, cursorNumber, cursorText, type SliceEnd } from "./slice.ts";
import { stageRecords, stageVanished } from "./stage.ts";

/** Records looked up per slice, one request each. */
const sliceSize = 20;

/**
 * Finds records deleted for good in the source, of which no list and no delta tells. Its count is compared with what is
 * staged; where they differ the whole list is read again, and every record that was not in it is looked up by its id.
 */
export async function censusSlice(context: MigrationContext, lease: StepLease): Promise<SliceEnd> {
  const phase = cursorText(lease, "phase");
  try {
    if (phase === "read") return await readPage(context, lease);
    if (phase === "confirm") return await confirmUnread(context, lease);
    return await compareCounts(context, lease);
  } catch (error) {
    await noteNotReadable(context, lease, error);
    return { next: "done" };
  }
}

async function compareCounts(context: MigrationContext, lease: StepLease): Promise<SliceEnd> {
  const { run, step } = lease;
  const present = await context.store.transact((tx) => tx.staging.countPresent(context.migration.id, step.subject));
  const inSource = await context.source.total({ object: step.subject, until: run.cutOff });
  const isDone = !disagrees({ inSource, present });
  if (!isDone && !(await context.source.seesAll())) return await notAllShown(context, lease);
  const next = await context.store.transact((tx) =>
    advance(tx, lease, {
      cursor: { phase: "read", page: null, seen: 0 },
      progress: isDone ? { done: present, total: present } : { done: 0, total: inSource },
    }),
  );
  return { next: isDone ? "done" : "again", lease: next };
}

async function readPage(context: MigrationContext, lease: StepLease): Promise<SliceEnd> {
  const { run, step } = lease;
  const object = step.subject;
  const page = await context.source.page({ object, cursor: cursorText(lease, "page"), since: null, until: run.cutOff });
  const seen = cursorNumber(lease, "seen") + page.records.length;
  const next = await context.store.transact(async (tx) => {
    await stageRecords(tx, context, run, object, page.records);
    return advance(tx, lease, {
      cursor: page.next === null ? { phase: "confirm", seq: 0 } : { phase: "read", page: page.next, seen },
      progress: { done: seen, total: Math.max(page.total, seen) },
    });
  });
  return { next: "again", lease: next };
}

async function confirmUnread(context: MigrationContext, lease: StepLease): Promise<SliceEnd> {
  const { run, step } = lease;
  const object = step.subject;
  const migrationId = context.migration.id;
  const after = cursorNumber(lease, "seq");
  const { present, read, unread } = await context.store.transact(async (tx) => ({
    present: await tx.staging.countPresent(migrationId, object),
    read: await tx.staging.countRead(migrationId, run.id, object),
    unread: await tx.staging.unread(migrationId, run.id, object, after, sliceSize),
  }));
  if (unread.length === 0) return { next: "done" };
  if (after === 0 && step.cursor?.isAsked !== true && !isUsualLoss(present - read, present)) {
    // Whoever resumes the run has looked at it: the cursor remembers that they were asked.
    const cursor = { phase: "confirm", seq: 0, isAsked: true };
    const asked = await context.store.transact((tx) => advance(tx, lease, { cursor, progress: step.progress }));
    return { next: "stop", lease: asked, reason: "too-many-vanished" };
  }
  const gone: string[] = [];
  for (const { id } of unread) if (!(await context.source.exists({ object, id }))) gone.push(id);
  // Asked after the look-ups: a right lost in between would make what is hidden look gone.
  if (gone.length > 0 && !(await context.source.seesAll())) return await notAllShown(context, lease);
  const next = await context.store.transact(async (tx) => {
    await stageVanished(tx, context, run, object, gone);
    await tx.audit.append(
      run.id,
      `census:${object}`,
      gone.map((id) => ({ event: "record.vanished", subject: { object, sourceId: id } })),
    );
    const cursor = { phase: "confirm", seq: unread.at(-1)?.seq ?? after };
    return advance(tx, lease, { cursor, progress: step.progress });
  });
  return { next: "again", lease: next };
}

/** What a key is not shown may be there all the same: nothing follows, and the step says so. */
async function notAllShown(context: MigrationContext, lease: StepLease): Promise<SliceEnd> {
  await context.store.transact((tx) => tx.runs.save(lease, { state: "pending", keep: true, failure: "not-all-shown" }));
  return { next: "done" };
}
