import { passDue, windowState } from "@flit/core/delta-window";
import { Refusal } from "@flit/core/refusal";
import type { Run } from "@flit/core/run";
import type { MigrationContext } from "../context.ts";
import { startRun } from "../start-run.ts";

/** Starts a pass because somebody asks. The final one closes the window when it comes to its end. Throws Refusal. */
export async function startPass(
  context: MigrationContext,
  wish: { readonly requestKey: string; readonly isFinal: boolean },
): Promise<Run> {
  const { id } = context.migration;
  const { now } = await context.store.transact(async (tx) => {
    const at = await tx.delta.window(id);
    const state = windowState({ ...at, runs: await tx.runs.list(id) });
    if (state === "none" || state === "closed")
      throw new Refusal("no-window", "There is no open delta window. Open one first.");
    return at;
  });
  const run = await startRun(context, "delta", new Date(now), { requestKey: wish.requestKey });
  await context.store.transact((tx) => (wish.isFinal ? tx.delta.setFinal(id, run.id) : tx.delta.planNext(id, null)));
  return run;
}

/**
 * Starts a planned pass when its time has come, by Postgres' clock. Several workers may try: the plan's own instant names
 * the pass, so that one is started. What keeps it from starting is remembered for people, and the next one is planned.
 */
export async function startPlannedPass(context: MigrationContext): Promise<Run | null> {
  const { id } = context.migration;
  const { window, now, runs } = await context.store.transact(async (tx) => ({
    ...(await tx.delta.window(id)),
    runs: await tx.runs.list(id),
  }));
  if (window === null || !passDue({ window, now, runs }).isDue) return null;
  try {
    const run = await startRun(context, "delta", new Date(now), { requestKey: `planned-pass/${window.nextAt}` });
    await context.store.transact((tx) => tx.delta.planNext(id, null));
    return run;
  } catch (error) {
    // Another run was quicker: the pass stays due and begins after it.
    if (!(error instanceof Refusal) || error.code === "run-active") return null;
    await context.store.transact((tx) => tx.delta.planNext(id, error.code));
    return null;
  }
}
