import type { StoreTransaction } from "@flit/core/ports";
import type { Run, RunKind, Step } from "@flit/core/run";
import { notReadable } from "./not-readable.ts";

const readingKinds: readonly RunKind[] = ["audit", "delta"];

/** Whether runs of this kind read the source. */
export function isReading(kind: RunKind): boolean {
  return readingKinds.includes(kind);
}

/** The run that read the source last, by its cut-off; null when it was never read to the end. */
export function lastReading(runs: readonly Run[]): Run | null {
  const readings = runs.filter(({ kind, state }) => isReading(kind) && state !== "cancelled" && state !== "failed");
  return readings.toSorted((a, b) => (a.cutOff < b.cutOff ? -1 : 1)).at(-1) ?? null;
}

/**
 * Whether changes alone are enough for an object: the reading before this run has read it. One that the key could not
 * see then is read whole, or its older records would never come.
 */
export async function wasRead(tx: StoreTransaction, run: Run, object: string): Promise<boolean> {
  const before = lastReading((await tx.runs.list(run.migrationId)).filter(({ id }) => id !== run.id));
  if (before === null) return false;
  const steps = await tx.runs.steps(before.id);
  return steps.some((step) => step.kind === "extract" && step.subject === object && isReadable(step));
}

function isReadable({ state, failure }: Step): boolean {
  return state === "done" && !failure?.startsWith(notReadable);
}
