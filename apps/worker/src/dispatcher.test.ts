import type { PlacedStep } from "@flit/core/ports";
import { afterEach, expect, test, vi } from "vitest";
import { createDispatcher } from "./dispatcher.ts";

const step = (stepId: string): PlacedStep => ({ tenantId: "clinic", runId: "run", stepId, place: 1 });
afterEach(() => vi.useRealTimers());

/** A dispatcher over lists that the test changes. */
function dispatching(enqueue: (steps: readonly PlacedStep[]) => Promise<void>) {
  vi.useFakeTimers();
  const errors: unknown[] = [];
  const lists = { due: [step("one"), step("two")] };
  const dispatcher = createDispatcher({
    due: async () => lists.due,
    enqueue,
    reconcileMs: 1_000,
    onError: (error) => errors.push(error),
  });
  return { dispatcher, lists, errors };
}

test("asked again, only steps that are new are queued; the regular look queues what the queue may have forgotten", async () => {
  const queued: string[][] = [];
  const { dispatcher, lists } = dispatching(async (steps) => void queued.push(steps.map(({ stepId }) => stepId)));
  await dispatcher.dispatch();
  await dispatcher.dispatch();
  lists.due = [step("two"), step("three")];
  await dispatcher.dispatch();
  expect(queued).toEqual([["one", "two"], ["three"]]);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(queued.at(-1)).toEqual(["two", "three"]);
  dispatcher.close();
});

test("steps that could not be queued are tried again when next asked, and whoever asks meanwhile is served after", async () => {
  let isBroken = true;
  const queued: string[] = [];
  const { dispatcher } = dispatching(async (steps) => {
    if (isBroken) throw new Error("The queue is away.");
    queued.push(...steps.map(({ stepId }) => stepId));
  });
  await expect(dispatcher.dispatch()).rejects.toThrow("away");
  isBroken = false;
  await Promise.all([dispatcher.dispatch(), dispatcher.dispatch()]);
  expect(queued).toEqual(["one", "two"]);
  dispatcher.close();
});
