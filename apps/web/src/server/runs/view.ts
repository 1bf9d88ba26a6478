import type { StoreTransaction } from "@flit/core/ports";
import type { Run, Step, StepKind } from "@flit/core/run";
import { readStepFailure } from "@flit/core/step-failure";
import type { RunView } from "../../features/runs/run-view.ts";

const titles: Readonly<Record<StepKind, string>> = {
  extract: "Reading Cliniko",
  profile: "Describing fields",
  preflight: "Trying the map on every record",
  provision: "Making tables and columns",
  census: "Looking for records that are gone",
  load: "Writing records",
  finish: "Setting states",
  files: "Carrying files",
  verify: "Reading back and comparing",
  survey: "Counting what stands in Dynamics",
  balance: "Adding up",
  undo: "Taking records back",
  "undo-schema": "Taking tables and columns back",
  prove: "Proving",
};

/** A run and its steps as a page shows them. */
export async function viewRun(tx: StoreTransaction, run: Run): Promise<RunView> {
  const steps = await tx.runs.steps(run.id);
  const parts = [...Map.groupBy(steps, ({ kind }) => kind)].map(([kind, group]) => partOf(kind, group));
  return {
    id: run.id,
    kind: run.kind,
    state: run.state,
    startedAt: run.startedAt,
    finishedAt: run.finishedAt,
    sentence: sentenceOf(run, steps),
    trouble: run.state === "paused" && run.failure !== null ? troubleOf(run.failure, steps) : null,
    parts,
  };
}

function partOf(kind: StepKind, group: readonly Step[]): RunView["parts"][number] {
  const isDone = group.every((step) => step.state === "done");
  const done = group.reduce((sum, step) => sum + step.progress.done, 0);
  const total = group.reduce((sum, step) => sum + (step.progress.total ?? step.progress.done), 0);
  return { title: titles[kind], done, total: total > 0 || isDone ? Math.max(done, total) : null, isDone };
}

function sentenceOf(run: Run, steps: readonly Step[]): string {
  switch (run.state) {
    case "completed":
      return "Everything is done.";
    case "incomplete":
      return "Done, with points to look at.";
    case "failed":
      return "It could not go on.";
    case "cancelled":
      return "Stopped before its end. What was done is kept.";
    case "paused":
      return run.failure === null ? "Paused. Nothing is lost; it goes on where it stopped." : "It waits for you.";
    case "running": {
      const waiting = steps.find((step) => step.state === "waiting" && step.waitingFor !== null);
      if (waiting) return `Waits for ${waiting.waitingFor}; it goes on by itself.`;
      const now = steps.find((step) => step.state !== "done");
      return now ? `${titles[now.kind]} …` : "Finishing …";
    }
  }
}

/** Codes that people can do something about, in words. */
const troubles: Readonly<Record<string, { readonly what: string; readonly whatToDo: string }>> = {
  quarantined: {
    what: "One piece of work ended its worker five times.",
    whatToDo: "Tell FlitStack's support; then resume. Nothing is lost.",
  },
  "too-many-vanished": {
    what: "Many records have gone from Cliniko.",
    whatToDo: "See that the key belongs to the same account. If they really were deleted, resume.",
  },
  "short-read": {
    what: "A list in Cliniko changed faster than it could be read.",
    whatToDo: "Resume when the clinic is quieter.",
  },
};

function troubleOf(failure: string, steps: readonly Step[]): { what: string; whatToDo: string } {
  const known = troubles[failure];
  if (known) return known;
  const failed = steps.find((step) => step.failure !== null && step.state !== "done");
  const { code, at, lacking } = readStepFailure(failed?.failure ?? failure);
  if (lacking !== null)
    return {
      what: `Dynamics refused ${at ?? "a step"}: the application user lacks the privilege ${lacking}.`,
      whatToDo: "Give it to the application user's role in the Power Platform admin centre, then resume.",
    };
  if (/^AADSTS|unauthori[sz]ed|401/.test(code))
    return {
      what: `The sign-in was refused (${code}).`,
      whatToDo: "Renew the key or secret under Connections, then resume.",
    };
  return {
    what: `${at === null ? "It" : at} could not be done (${code}).`,
    whatToDo: "Mend the cause, then resume: it goes on where it stopped.",
  };
}
