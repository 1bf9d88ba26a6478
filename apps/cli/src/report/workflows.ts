import type { Json } from "@flit/core/record";
import { workflows } from "@flit/pairs/cliniko-dynamics365/workflows";
import type { Job } from "../job.ts";

const pageSize = 1_000;
const objects = ["settings", "appointment_types", "businesses", "patients", "communications"] as const;

/** Definitions of the automations the API shows, for rebuilding; counts only, never a patient's values. */
export async function collectWorkflows(job: Job): Promise<Json> {
  const { store, migration } = await job.open();
  const collector = workflows();
  for (const object of objects) {
    for (let after = 0; ; ) {
      const page = await store.transact((tx) => tx.staging.page(migration.id, object, after, pageSize));
      for (const record of page) collector.add(record);
      const last = page.at(-1);
      if (!last) break;
      after = last.seq;
    }
  }
  return collector.definitions();
}
