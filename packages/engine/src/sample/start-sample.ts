import type { RecordKey } from "@flit/core/ports";
import { Refusal } from "@flit/core/refusal";
import type { Run } from "@flit/core/run";
import type { MigrationContext } from "../context.ts";
import { startRun } from "../start-run.ts";

/** Loads the sample, or only what a change of the map concerns, and reads it back. Voids its sign-off. Throws Refusal. */
export async function startSample(
  context: MigrationContext,
  now: Date,
  wish: { readonly requestKey: string; readonly mappings?: readonly string[]; readonly records?: readonly RecordKey[] },
): Promise<Run> {
  const { store, migration, mapDigest } = context;
  const sample = await store.transact((tx) => tx.sample.get(migration.id));
  if (!sample) throw new Refusal("no-sample", "Choose the sample first.");
  const run = await startRun(context, "sample", now, wish);
  await store.transact(async (tx) => {
    await tx.sample.setLoaded(migration.id, mapDigest);
    await tx.approvals.voidAll(migration.id, "sample", "The sample was loaded again.");
  });
  return run;
}
