import type { IssueRetry } from "@flit/core/issues/issue-store";
import type { ObjectMap } from "@flit/core/mapping";
import type { StoreTransaction } from "@flit/core/ports";
import type { Run } from "@flit/core/run";
import { filePlan } from "@flit/pairs/cliniko-dynamics365/files";
import { issueCause } from "@flit/pairs/cliniko-dynamics365/issues/issue-cause";
import type { RetryView } from "../../features/issues/endpoints.ts";
import { titleOf } from "./group-words.ts";

const shown = 5;

/** The last retries with what is left of their groups and what has changed beside them. */
export async function viewRetries(
  tx: StoreTransaction,
  migrationId: string,
  maps: readonly ObjectMap[],
): Promise<readonly RetryView[]> {
  const views: RetryView[] = [];
  for (const retry of await tx.issues.retries(migrationId, shown)) {
    const run = await tx.runs.get(retry.runId);
    const check = retry.checkRunId === null ? null : await tx.runs.get(retry.checkRunId);
    const state = stateOf(run);
    const standing = state === "ended" ? await tx.issues.retryStanding(migrationId, retry) : null;
    views.push({
      run: retry.runId,
      title: titleOf(retry, retry.count, issueCause(retry)),
      by: retry.by.name,
      at: retry.at,
      state,
      count: retry.count,
      left: standing?.left ?? null,
      check: {
        state: checkState(retry, check),
        sampled: retry.sample.length,
        mapping: retry.mapping,
        object: objectOf(retry.mapping, maps),
        changed: (isDone(check) ? (standing?.changed ?? []) : []).map(({ sourceId, columns }) => ({
          id: sourceId,
          columns: [...columns],
        })),
      },
    });
  }
  return views;
}

/** Source object of a map's records. */
export function objectOf(mapping: string, maps: readonly ObjectMap[]): string {
  if (mapping === filePlan.mapping) return filePlan.object;
  return maps.find(({ key }) => key === mapping)?.source.object ?? "";
}

function stateOf(run: Run | null): RetryView["state"] {
  if (run?.state === "running" || run?.state === "paused") return run.state;
  return run === null || run.state === "cancelled" || run.state === "failed" ? "stopped" : "ended";
}

function checkState(retry: IssueRetry, check: Run | null): RetryView["check"]["state"] {
  if (retry.sample.length === 0) return "nothing";
  if (check === null) return "waiting";
  return isDone(check) ? "done" : "running";
}

function isDone(run: Run | null): boolean {
  return run !== null && run.state !== "running" && run.state !== "paused";
}
