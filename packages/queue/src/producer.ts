import type { PlacedStep } from "@flit/core/ports";
import { openQueue, type QueueBackend } from "./backend.ts";
import { jobs } from "./jobs.ts";

export interface StepProducer {
  /** Adds one job per step, everybody's first before anybody's second; what is queued already is not queued twice. */
  enqueue(steps: readonly PlacedStep[]): Promise<void>;
  /** Jobs that wait, are put off or are worked on; throws when the queue does not answer. */
  depth(): Promise<number>;
  close(): Promise<void>;
}

/** Producer of step jobs. Waits until the queue is ready, so that a broken one fails here with one clear error. */
export async function createStepProducer(backend: QueueBackend): Promise<StepProducer> {
  const { queue, close } = openQueue(backend, { defaultJobOptions: { removeOnComplete: true, removeOnFail: true } });
  await queue.waitUntilReady();
  return {
    enqueue: async (steps) => {
      if (steps.length === 0) return;
      const name = "run.step" satisfies keyof typeof jobs;
      await queue.addBulk(
        steps.map((step) => ({
          name,
          data: jobs[name].payload.parse(step),
          opts: { jobId: step.stepId, priority: step.place },
        })),
      );
    },
    depth: async () => {
      const counts = await queue.getJobCounts("wait", "delayed", "active", "prioritized");
      return Object.values(counts).reduce((sum, count) => sum + count, 0);
    },
    close,
  };
}
