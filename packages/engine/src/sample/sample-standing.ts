import type { StoreTransaction } from "@flit/core/ports";
import type { Run } from "@flit/core/run";
import { type SampleSummary, sampleDigest, summariseSample } from "@flit/core/sample/sample-summary";
import { signOffProblems } from "@flit/core/sample/sign-off-problems";
import type { MappedObject, SampledRecord, SavedSample } from "@flit/core/sample-store";
import { sampledRecords } from "./sample-balance.ts";

/** How the sample of a migration stands: what page, document and signature rest on. */
export interface SampleStanding {
  readonly sample: SavedSample | null;
  readonly records: readonly SampledRecord[];
  readonly summary: SampleSummary;
  readonly mapDigest: string;
  readonly planDigest: string;
  readonly digest: string;
  readonly statement: string;
  readonly problems: ReturnType<typeof signOffProblems>;
  /** The last run that loaded the sample, and the last rehearsal since it was chosen. */
  readonly load: Run | null;
  readonly rehearsal: Run | null;
  readonly isMapCurrent: boolean;
}

/** Reads it at once, so that nothing changes in between. */
export async function readSampleStanding(
  tx: StoreTransaction,
  migrationId: string,
  objects: readonly MappedObject[],
  environment: string,
): Promise<SampleStanding> {
  const sample = await tx.sample.get(migrationId);
  const map = await tx.migrations.map(migrationId);
  const plan = await tx.migrations.plan(migrationId);
  const runs = await tx.runs.list(migrationId);
  const records = sample === null ? [] : await sampledRecords(tx, migrationId, objects);
  const summary = summariseSample(records);
  const since = (kind: Run["kind"]) =>
    runs
      .filter((run) => run.kind === kind && sample !== null && run.startedAt > sample.at)
      .toSorted((a, b) => (a.startedAt < b.startedAt ? 1 : -1))[0] ?? null;
  const [load, rehearsal] = [since("sample"), since("rehearsal")];
  const [mapDigest, planDigest] = [map?.digest ?? "", plan?.plan.digest ?? ""];
  const digest = sampleDigest({ map: mapDigest, plan: planDigest, records });
  const isMapCurrent = sample !== null && sample.loadedDigest === mapDigest;
  const problems = signOffProblems({
    isLoaded: load !== null && sample?.loadedDigest != null,
    isRunning: runs.some(({ state }) => state === "running" || state === "paused"),
    // A rehearsal that was stopped has taken back some rows without loading them again.
    isWhole: hasEnded(load) && (rehearsal === null || rehearsal.startedAt < (load?.startedAt ?? "")),
    isMapCurrent,
    isPlanApproved: planDigest !== "" && plan?.approvedDigest === planDigest,
    isRehearsed: rehearsal !== null && hasPassed(rehearsal),
    open: summary.open,
  });
  const statement = statementOf({ summary, records: sample?.records ?? 0, mapDigest, planDigest, environment });
  return {
    sample,
    records,
    summary,
    mapDigest,
    planDigest,
    digest,
    statement,
    problems,
    load,
    rehearsal,
    isMapCurrent,
  };
}

function hasEnded(run: Run | null): boolean {
  return run?.state === "completed" || run?.state === "incomplete";
}

/** Whether a rehearsal ended with the proof that the rows were as before. */
export function hasPassed({ state, result }: Run): boolean {
  const isEqual =
    typeof result === "object" && result !== null && "provedEqual" in result && result.provedEqual === true;
  return state === "completed" && isEqual;
}

/** The sentence a clinic agrees to. */
function statementOf(input: {
  readonly summary: SampleSummary;
  readonly records: number;
  readonly mapDigest: string;
  readonly planDigest: string;
  readonly environment: string;
}): string {
  const { equal, different } = input.summary;
  const compared = `${equal} rows read back from ${input.environment} are equal to Cliniko`;
  const rest =
    different === 0
      ? "and none differs"
      : different === 1
        ? "and one that differs was looked at and accepted"
        : `and ${different} that differ were looked at and accepted`;
  return `I have looked at the sample of ${input.records} records: ${compared}, ${rest}. I agree that everything is moved by the map ${input.mapDigest.slice(0, 12)} and the schema plan ${input.planDigest.slice(0, 12)}.`;
}
