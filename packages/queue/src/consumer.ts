import { DelayedError, type Job } from "bullmq";
import { openWorker, type QueueBackend } from "./backend.ts";
import { type JobPayload, jobs } from "./jobs.ts";

/** What a job says about the next one. `again` and `wait` keep the job and use no attempt. */
export type JobOutcome =
  | { readonly next: "done" }
  | { readonly next: "again" }
  | { readonly next: "wait"; readonly delayMs: number }
  | { readonly next: "cancel" };

export interface StepConsumer {
  /** Stops taking jobs and waits for those in hand. */
  close(): Promise<void>;
}

/**
 * Consumes step jobs. Settings come from measurements: the defaults give a killed worker's job back after a minute
 * and fail it for good after the second kill.
 */
export async function createStepConsumer(
  backend: QueueBackend,
  options: {
    readonly concurrency: number;
    /** A job whose worker was silent for this long goes to another one. */
    readonly takeoverMs: number;
    readonly handle: (payload: JobPayload<"run.step">) => Promise<JobOutcome>;
    /** Ids and error names only. */
    readonly onError: (error: Error) => void;
  },
): Promise<StepConsumer> {
  const process = async (job: Job, token?: string): Promise<void> => {
    const outcome = await options.handle(jobs["run.step"].payload.parse(job.data)).catch(withoutMessage);
    if (outcome.next === "done" || outcome.next === "cancel") return;
    // A delay of one millisecond puts the job behind those of other tenants. The queue knows whole ones only.
    await job.moveToDelayed(Date.now() + (outcome.next === "wait" ? Math.ceil(outcome.delayMs) : 1), token);
    throw new DelayedError();
  };
  const settings = {
    concurrency: options.concurrency,
    lockDuration: options.takeoverMs,
    stalledInterval: options.takeoverMs / 2,
    maxStalledCount: 1_000,
    removeOnComplete: { count: 0 },
    removeOnFail: { count: 0 },
  };
  const worker = openWorker(backend, process, settings, options.onError);
  await worker.waitUntilReady();
  return { close: () => worker.close() };
}

/** The queue stores what a job throws, and a foreign error's message may quote a patient's value. */
function withoutMessage(error: unknown): never {
  const name = error instanceof Error ? error.name : typeof error;
  throw Object.assign(new Error("code" in Object(error) ? `${name}:${Object(error).code}` : name), { name });
}
