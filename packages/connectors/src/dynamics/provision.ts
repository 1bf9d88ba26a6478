import type { PlanStep } from "@flit/core/plan";
import type { DataverseClient } from "./client.ts";
import { makeStep } from "./make-step.ts";
import type { Metadata } from "./metadata.ts";
import { createSchemaCalls } from "./schema-calls.ts";
import { isStepReady } from "./step-ready.ts";
import { takeStepBack } from "./take-step-back.ts";

/** Makes, probes and takes back parts of the schema, one metadata call at a time. */
export function createProvisioner(client: DataverseClient, metadata: Metadata) {
  const calls = createSchemaCalls(client);
  let queue: Promise<unknown> = Promise.resolve();

  /** The platform refuses a second metadata operation while one is running. */
  const alone = (work: () => Promise<void>): Promise<void> => {
    // What was known of the table, and of tables with lookups to it, is out of date.
    const turn = queue.then(work).finally(() => metadata.forget());
    queue = turn.catch(() => undefined);
    return turn;
  };
  return {
    provision: (step: PlanStep) => alone(() => makeStep(calls, step)),
    remove: (step: PlanStep) => alone(() => takeStepBack(calls, step)),
    isReady: (step: PlanStep) => isStepReady(client, step),
  };
}
