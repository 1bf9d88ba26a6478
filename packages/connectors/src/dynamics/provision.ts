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
  const alone = (step: PlanStep, work: () => Promise<void>): Promise<void> => {
    const turn = queue.then(work).finally(() => {
      // What was known of the table is out of date.
      if ("table" in step) metadata.forget(typeof step.table === "string" ? step.table : step.table.name);
    });
    queue = turn.catch(() => undefined);
    return turn;
  };
  return {
    provision: (step: PlanStep) => alone(step, () => makeStep(calls, step)),
    remove: (step: PlanStep) => alone(step, () => takeStepBack(calls, step)),
    isReady: (step: PlanStep) => isStepReady(client, step),
  };
}
