import { Fault } from "@flit/core/fault";
import type { StepLease } from "@flit/core/run";
import type { MigrationContext } from "./context.ts";

/** Notes on the step that the platform does not show its object to this key. Any other error is thrown again. */
export async function notReadable(context: MigrationContext, lease: StepLease, error: unknown): Promise<void> {
  if (!(error instanceof Fault) || (error.kind !== "missing" && error.kind !== "forbidden")) throw error;
  await context.store.transact((tx) =>
    tx.runs.save(lease, { state: "pending", keep: true, failure: `not-readable:${error.kind}` }),
  );
}
