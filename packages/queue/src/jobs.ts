import { z } from "zod";

/** Every kind of job with its payload: ids only, because the queue keeps payloads and failures in plain text. */
export const jobs = {
  "run.step": { payload: z.object({ tenantId: z.uuid(), runId: z.uuid(), stepId: z.uuid() }) },
} as const;

export type JobName = keyof typeof jobs;
export type JobPayload<Name extends JobName> = z.infer<(typeof jobs)[Name]["payload"]>;

/** One queue: fairness between tenants is the dispatcher's work. */
export const queueName = "flitstack";
