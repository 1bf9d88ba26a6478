import { Refusal } from "@flit/core/refusal";
import type { Run } from "@flit/core/run";
import { type MigrationContext, mapOf } from "../context.ts";
import { startRun } from "../start-run.ts";

/** Carries out what was decided at once, by a run over no more than the records concerned. Throws Refusal. */
export async function applyDecisions(context: MigrationContext, now: Date, requestKey: string): Promise<Run> {
  const waiting = await context.store.transact((tx) => tx.conflicts.waiting(context.migration.id));
  if (waiting.length === 0) throw new Refusal("nothing-decided", "No decision waits to be carried out.");
  const keys = waiting.map(({ mapping, sourceId }) => ({
    object: mapOf(context, mapping).source.object,
    id: sourceId,
  }));
  // One record may have rows of several maps.
  const records = [...new Map(keys.map((key) => [`${key.object}\n${key.id}`, key])).values()];
  const mappings = [...new Set(waiting.map(({ mapping }) => mapping))];
  return startRun(context, "load", now, { mappings, records, requestKey });
}
