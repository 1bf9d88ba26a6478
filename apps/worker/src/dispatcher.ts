import type { PlacedStep } from "@flit/core/ports";

/** Slices of one tenant in the queue at a time: nobody waits behind a big clinic. */
const perTenant = 12;
const most = 120;

export interface Dispatcher {
  /** Queues what Postgres says is due; cheap, and harmless when called too often. */
  dispatch(): Promise<void>;
  close(): void;
}

/**
 * Keeps the queue in step with Postgres: on demand what is new, and every `reconcileMs` everything, for what the queue
 * has forgotten.
 */
export function createDispatcher(options: {
  readonly due: (limits: { readonly perTenant: number; readonly max: number }) => Promise<readonly PlacedStep[]>;
  readonly enqueue: (steps: readonly PlacedStep[]) => Promise<void>;
  readonly reconcileMs: number;
  readonly onError: (error: unknown) => void;
}): Dispatcher {
  let running: Promise<void> | null = null;
  let isAskedAgain = false;
  const queued = new Set<string>();
  const once = async () => {
    const due = (await options.due({ perTenant, max: most })).filter(({ stepId }) => !queued.has(stepId));
    if (due.length === 0) return;
    await options.enqueue(due);
    for (const { stepId } of due) queued.add(stepId);
  };
  const dispatch = (): Promise<void> => {
    if (running) {
      isAskedAgain = true;
      return running;
    }
    running = (async () => {
      do {
        isAskedAgain = false;
        await once();
      } while (isAskedAgain);
    })().finally(() => {
      running = null;
    });
    return running;
  };
  const timer = setInterval(() => {
    queued.clear();
    void dispatch().catch(options.onError);
  }, options.reconcileMs);
  return { dispatch, close: () => clearInterval(timer) };
}
