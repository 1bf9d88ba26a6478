import type { StoreTransaction } from "@flit/core/ports";
import { Refusal } from "@flit/core/refusal";
import type { Run } from "@flit/core/run";
import type { MigrationContext } from "../context.ts";
import { lastReading } from "../readings.ts";
import { startRun } from "../start-run.ts";
import { stepsOfRun } from "../steps-of-run.ts";

/**
 * Takes back everything the sample has written, leaves the schema, and proves by reading that the rows are as they were:
 * a rollback tried out and timed before it is needed. Its proof has the sample loaded again. Throws Refusal.
 */
export async function rehearse(context: MigrationContext, now: Date, requestKey: string): Promise<Run> {
  const { store, migration } = context;
  await store.transact(async (tx) => {
    const runs = await tx.runs.list(migration.id);
    if (runs.some(({ kind }) => kind === "load" || kind === "delta"))
      throw new Refusal(
        "load-begun",
        "The full run has begun, so there is more to take back than the sample. Use Roll back.",
      );
    if (!(await tx.ledger.count(migration.id)).some(({ state }) => state === "verified" || state === "mismatched"))
      throw new Refusal("nothing-loaded", "There is nothing to take back. Load the sample first.");
  });
  const run = await startRun(context, "rehearsal", now, { requestKey });
  await store.transact((tx) => tx.approvals.voidAll(migration.id, "sample", "The sample's rows were taken back."));
  return run;
}

/** Has the sample loaded again in the transaction that proves its rehearsal; once, however often that is repeated. */
export async function reloadSample(
  tx: StoreTransaction,
  { migration, pair, source, files, mapDigest }: MigrationContext,
  rehearsal: Run,
): Promise<void> {
  const requestKey = `after-${rehearsal.id}`;
  const cutOff = lastReading(await tx.runs.list(migration.id))?.cutOff;
  if (cutOff === undefined || (await tx.runs.byRequestKey(migration.id, requestKey))) return;
  const steps = stepsOfRun("sample", pair, source.objects, files !== null);
  const run = await tx.runs.create(
    { migrationId: migration.id, kind: "sample", cutOff, since: null, requestKey },
    steps,
  );
  await tx.audit.append(run.id, "run", [{ event: "run.started", subject: { kind: "sample", mapDigest } }]);
  await tx.sample.setLoaded(migration.id, mapDigest);
}
