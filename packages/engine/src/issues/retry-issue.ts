import type { IssueKey } from "@flit/core/issues/issue";
import type { IssueEditor, IssueRetry } from "@flit/core/issues/issue-store";
import type { StoreTransaction } from "@flit/core/ports";
import { Refusal } from "@flit/core/refusal";
import type { Run } from "@flit/core/run";
import type { MigrationContext } from "../context.ts";
import { startRun } from "../start-run.ts";

/** Verified records that are compared again after a retry: nothing that was right may have become wrong. */
const sampled = 200;
/** Records one retry takes; the rest is tried by the next. */
const most = 100_000;

/**
 * Tries a group again with the map as it is now: records that differ are compared again, all others are written. Asking
 * twice with the same request key is one retry. Throws Refusal.
 */
export async function retryIssue(
  context: MigrationContext,
  key: IssueKey,
  by: IssueEditor,
  wish: { readonly requestKey: string; readonly now: Date },
): Promise<Run> {
  const { migration, store } = context;
  const object = objectOf(context, key.mapping);
  const requestKey = `issue-${wish.requestKey}`;
  const { asked, ids, sample } = await store.transact(async (tx) => ({
    asked: await tx.runs.byRequestKey(migration.id, requestKey),
    ids: await idsOf(tx, migration.id, key),
    sample: await tx.issues.sampleVerified(migration.id, key, wish.requestKey, sampled),
  }));
  if (asked) return asked;
  if (ids.length === 0)
    throw new Refusal("nothing-left", "There is nothing left to try again in this group. Look at the list once more.");
  const kind = key.kind === "mismatched" ? "verify" : "load";
  const run = await startRun(context, kind, wish.now, {
    mappings: [key.mapping],
    records: ids.map((id) => ({ object, id })),
    requestKey,
  });
  await store.transact((tx) =>
    tx.issues.addRetry(migration.id, { ...key, runId: run.id, count: ids.length, sample, by }),
  );
  return run;
}

/** Compares the retry's sample again, once however often it is asked for. Throws Refusal. */
export async function checkRetry(context: MigrationContext, retry: IssueRetry, now: Date): Promise<Run | null> {
  const { migration, store } = context;
  if (retry.sample.length === 0) return null;
  const object = objectOf(context, retry.mapping);
  const run = await startRun(context, "verify", now, {
    mappings: [retry.mapping],
    records: retry.sample.map((id) => ({ object, id })),
    requestKey: `check-${retry.runId}`,
  });
  await store.transact((tx) => tx.issues.setCheckRun(migration.id, retry.runId, run.id));
  return run;
}

async function idsOf(tx: StoreTransaction, migrationId: string, key: IssueKey): Promise<readonly string[]> {
  const page = { search: "", isDescending: false, offset: 0, limit: most };
  return (await tx.issues.records(migrationId, key, page)).records.map(({ sourceId }) => sourceId);
}

function objectOf({ pair }: MigrationContext, mapping: string): string {
  if (pair.files?.mapping === mapping) return pair.files.object;
  const map = pair.maps.find(({ key }) => key === mapping);
  if (!map) throw new Refusal("no-map", "The frozen map has no such object any more. Freeze the map again.");
  return map.source.object;
}
