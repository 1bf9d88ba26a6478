import type { Run, Step } from "@flit/core/run";
import type { Job } from "./job.ts";
import { bar } from "./terminal.ts";

const pollMs = 500;
const titles: Readonly<Record<Step["kind"], string>> = {
  extract: "Reading Cliniko",
  profile: "Describing fields",
  preflight: "Trying the map",
  provision: "Making tables and columns",
  census: "Looking for what is gone",
  load: "Writing rows",
  finish: "Setting states",
  files: "Carrying files",
  verify: "Reading back and comparing",
  survey: "Counting what stands there",
  balance: "Adding up",
  undo: "Taking rows back",
  "undo-schema": "Taking schema back",
  prove: "Proving",
};

/** Shows a run until it ends or stops for a person; answers it as it then stands. */
export async function watchRun({ product, store, terminal }: Job, runId: string): Promise<Run> {
  const startedAt = performance.now();
  const first = new Map<string, { at: number; done: number }>();
  await product.dispatch();
  for (;;) {
    const { run, steps } = await store.transact(async (tx) => ({
      run: await tx.runs.get(runId),
      steps: await tx.runs.steps(runId),
    }));
    if (!run) throw new Error("The run has disappeared from the database.");
    const lines = describe(steps, first);
    terminal.live(
      [`${run.kind} · ${seconds(startedAt)} s`, ...lines],
      lines.map((line) => line.slice(0, 28)).join("|"),
    );
    if (run.state !== "running") {
      terminal.endLive();
      return run;
    }
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
}

/** One line per kind of step: how much, how fast, how long still, and what it waits for. */
function describe(steps: readonly Step[], first: Map<string, { at: number; done: number }>): readonly string[] {
  return [...Map.groupBy(steps, (step) => step.kind)].flatMap(([kind, group]) => {
    const done = group.reduce((sum, step) => sum + step.progress.done, 0);
    const total = group.reduce((sum, step) => sum + (step.progress.total ?? step.progress.done), 0);
    const ready = group.filter((step) => step.state === "done").length;
    if (done === 0 && ready === 0) return [];
    const start = first.get(kind) ?? { at: performance.now(), done };
    first.set(kind, start);
    const elapsed = (performance.now() - start.at) / 1_000;
    const rate = elapsed > 1 ? (done - start.done) / elapsed : 0;
    const isDone = ready === group.length;
    const eta = !isDone && rate > 0 && total > done ? ` · ${Math.ceil((total - done) / rate)} s left` : "";
    const waits = [
      ...new Set(group.flatMap((step) => (step.state === "waiting" && step.waitingFor ? [step.waitingFor] : []))),
    ];
    const waiting = waits.length > 0 ? ` · waits for ${waits.join(", ")}` : "";
    const counts = `${done.toLocaleString("en")}${total > done ? ` of ${total.toLocaleString("en")}` : ""}`;
    const speed = isDone ? " · done" : rate > 0 ? ` · ${Math.round(rate).toLocaleString("en")}/s` : "";
    const shownTotal = isDone ? done : Math.max(total, done + 1);
    return [
      `  ${titles[kind].padEnd(28)} ${bar(isDone ? 1 : done, isDone ? 1 : shownTotal)} ${counts}${speed}${eta}${waiting}`,
    ];
  });
}

function seconds(since: number): number {
  return Math.round((performance.now() - since) / 1_000);
}
