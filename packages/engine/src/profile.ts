import { readMigrationOptions } from "@flit/core/migration-options";
import { createProfiler } from "@flit/core/profile-record";
import type { StepLease } from "@flit/core/run";
import { answerProfile } from "@flit/pairs/cliniko-dynamics365/profile-answers";
import type { MigrationContext } from "./context.ts";
import { pairOptionsOf } from "./pair-options.ts";
import { advance, type SliceEnd } from "./slice.ts";
import { stagedPages } from "./staged-records.ts";

/**
 * Describes every field of one object over all its staged records. The counts are too large to be kept between
 * slices, so an object is one slice: its progress is saved page by page, which proves the lease each time, and
 * whoever takes it over after a kill begins the object again.
 */
export async function profileSlice(context: MigrationContext, lease: StepLease): Promise<SliceEnd> {
  const object = lease.step.subject;
  const { customFields } = await pairOptionsOf(context, readMigrationOptions(context.migration.options));
  const counts = await context.store.transact((tx) => tx.staging.count(context.migration.id));
  const total = counts.find((entry) => entry.object === object)?.count ?? 0;
  const profiler = createProfiler(object, answerProfile(customFields));
  let done = 0;
  for await (const page of stagedPages(context, object)) {
    for (const record of page) profiler.add(record);
    done += page.length;
    await context.store.transact((tx) => advance(tx, lease, { cursor: null, progress: { done, total } }));
  }
  context.failPoint("profile.before-commit");
  const ended = await context.store.transact(async (tx) => {
    await tx.inventory.putProfiles(context.migration.id, object, profiler.profiles());
    return advance(tx, lease, { cursor: null, progress: { done, total: done } });
  });
  return { next: "done", lease: ended };
}
