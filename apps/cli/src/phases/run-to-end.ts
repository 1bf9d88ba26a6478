import type { Run, RunKind } from "@flit/core/run";
import { readStepFailure } from "@flit/core/step-failure";
import { controlRun, startRun } from "@flit/engine/start-run";
import { NeedsDecision } from "../exit-code.ts";
import type { Job } from "../job.ts";
import { watchRun } from "../watch-run.ts";

/** Why a run stopped for a person, by the code it left, and what to do. */
const advice: Readonly<Record<string, string>> = {
  unauthorised: "The platform refused the credentials. Check them in the configuration and run the command again.",
  forbidden: "The platform refused a right. Give it to the key or application user and run the command again.",
  "too-many-vanished":
    "Cliniko shows far fewer records than were read before. See that the key belongs to the same account. If they were deleted there on purpose, run the command again: each is looked up before its row is marked.",
  quarantined:
    "A slice of work ended its worker five times. See worker.log in the state folder, then run the command again.",
};

/** Starts a run, or resumes the one of this kind that a stopped command left, and shows it to its end. */
export async function runToEnd(job: Job, kind: RunKind): Promise<Run> {
  const context = await job.open();
  const runs = await context.store.transact((tx) => tx.runs.list(context.migration.id));
  // A run of a part, left by somebody else, is not what this command is for.
  const left = runs.find(
    (run) => run.kind === kind && run.scope === null && (run.state === "running" || run.state === "paused"),
  );
  if (left?.state === "paused") await controlRun(context, left.id, "resume");
  const run = left ?? (await startRun(context, kind, new Date()));
  const ended = await watchRun(job, run.id);
  if (ended.state === "paused") {
    const code = ended.failure ?? "paused";
    throw new NeedsDecision(
      `The ${kind} run stopped (${code}${await stoppedAt(job, run.id)}). ${advice[code] ?? "Mend the cause and run the command again: it goes on where it stopped."}`,
    );
  }
  return ended;
}

/** What the run was doing when it stopped, and the right it lacked. */
async function stoppedAt(job: Job, runId: string): Promise<string> {
  const steps = await job.store.transact((tx) => tx.runs.steps(runId));
  const failures = steps.flatMap(({ state, failure }) => (failure !== null && state !== "done" ? [failure] : []));
  const { at = null, lacking = null } = failures[0] === undefined ? {} : readStepFailure(failures[0]);
  return `${at === null ? "" : `, ${at}`}${lacking === null ? "" : `, missing ${lacking}`}`;
}
