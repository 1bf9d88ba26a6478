import { Fault } from "@flit/core/fault";
import type { StepLease } from "@flit/core/run";
import type { MigrationContext } from "./context.ts";

/** Marks, in a step's failure, an object the key may not see. */
export const notReadable = "not-readable";

/** Notes on the step that the platform does not show its object to this key. Any other error is thrown again. */
export async function noteNotReadable(context: MigrationContext, lease: StepLease, error: unknown): Promise<void> {
  if (!(error instanceof Fault) || (error.kind !== "missing" && error.kind !== "forbidden")) throw error;
  await context.store.transact((tx) =>
    tx.runs.save(lease, { state: "pending", keep: true, failure: `${notReadable}:${error.kind}` }),
  );
}
