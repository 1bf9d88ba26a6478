import type { RecordKey, StoreTransaction } from "@flit/core/ports";
import { Refusal } from "@flit/core/refusal";
import type { Run, RunKind, RunScope } from "@flit/core/run";
import { approvedPlan } from "./approved-plan.ts";
import type { MigrationContext } from "./context.ts";
import { isReading, lastReading } from "./readings.ts";
import { type StepsPair, stepsOfRun } from "./steps-of-run.ts";

/** Changes this much older than the last reading are read again: clocks and caches of the source lag. */
const overlapMs = 5 * 60_000;
/** Runs that work on what was read. */
const needsReading: readonly RunKind[] = ["sample", "load", "delta", "verify"];

/** A schema its starter read this recently is the run's own: the platform's own caches are as old. */
const freshSchemaMs = 30_000;

/** What a run is started with. Nothing of it has to be asked of a platform; the schema is of use if it was just read. */
export interface StartContext extends Pick<MigrationContext, "migration" | "store" | "source" | "files" | "mapDigest"> {
  readonly pair: StepsPair;
  readonly live?: MigrationContext["live"];
  readonly liveReadAt?: MigrationContext["liveReadAt"];
}

/** What a run is asked for besides its kind. */
export interface RunWish {
  /** Keys of the maps it is limited to. */
  readonly mappings?: readonly string[];
  /** Source records it is limited to. */
  readonly records?: readonly RecordKey[];
  /** Chosen by whoever asks: asking again with it is answered with the same run. */
  readonly requestKey?: string;
}

/**
 * Starts a run with its steps. One at a time per migration, except that a rollback overtakes: it cancels what is
 * running and raises its epoch, so that late results are refused. Throws Refusal.
 */
export async function startRun(context: StartContext, kind: RunKind, now: Date, wish: RunWish = {}): Promise<Run> {
  const migrationId = context.migration.id;
  const objects = context.source.objects;
  return context.store.transact(async (tx) => {
    await tx.migrations.lock(migrationId);
    const asked = wish.requestKey === undefined ? null : await tx.runs.byRequestKey(migrationId, wish.requestKey);
    if (asked) return asked;
    const runs = await tx.runs.list(migrationId);
    const unended = runs.filter((run) => run.state === "running" || run.state === "paused");
    // A preview only reads: it gives way to everything else, and looks on while another run is paused.
    const previews = unended.filter((run) => run.kind === "rollback-preview");
    for (const run of previews) await tx.runs.setState(run.id, "cancelled", kind);
    const active = unended.filter(
      (run) => !previews.includes(run) && (kind !== "rollback-preview" || run.state === "running"),
    );
    if (kind === "rollback") for (const run of active) await tx.runs.setState(run.id, "cancelled", "rollback");
    else if (active.length > 0) {
      throw new Refusal(
        "run-active",
        `Another run (${active[0]?.kind}) is ${active[0]?.state}: resume or cancel it first.`,
      );
    }
    const latest = lastReading(runs)?.cutOff;
    if (needsReading.includes(kind) && latest === undefined)
      throw new Refusal("not-read", "Read the source first: run the audit.");
    if (kind === "provision") await approvedPlan(tx, migrationId);
    const cutOff = isReading(kind) || kind === "rollback" ? now.toISOString() : (latest ?? now.toISOString());
    const since =
      isReading(kind) && latest !== undefined ? new Date(Date.parse(latest) - overlapMs).toISOString() : null;
    const scope = scopeOf(wish);
    const steps = stepsOfRun(kind, context.pair, objects, context.files !== null, scope);
    const { requestKey, records } = wish;
    const run = await tx.runs.create({ migrationId, kind, cutOff, since, scope, requestKey }, steps, records);
    await handOverSchema(tx, context, run);
    await tx.audit.append(run.id, "run", [
      { event: "run.started", subject: { kind, mapDigest: context.mapDigest, ...limitOf(wish) } },
    ]);
    return run;
  });
}

/** Whoever starts a run has mostly just read the schema: its workers need not read it again before their first row. */
async function handOverSchema(tx: StoreTransaction, context: StartContext, run: Run): Promise<void> {
  const { live, liveReadAt = null, mapDigest } = context;
  if (live === undefined || liveReadAt === null) return;
  const ageMs = performance.now() - liveReadAt;
  if (ageMs > freshSchemaMs) return;
  // Another map may need other tables.
  const map = await tx.migrations.map(run.migrationId);
  if ((map?.digest ?? "") === mapDigest) await tx.runs.beginWithSchema(run, live, ageMs);
}

/** What a run is limited to, for the audit trail. */
function limitOf({ mappings, records }: RunWish) {
  return { ...(mappings && { mappings: mappings.join(",") }), ...(records && { records: records.length }) };
}

function scopeOf({ mappings, records }: RunWish): RunScope | undefined {
  if (!mappings && !records) return undefined;
  return { mappings: mappings ?? null, hasRecords: records !== undefined };
}

/**
 * Pauses, resumes or cancels a run at any moment, whether or not its platforms answer. Work in flight is refused by its
 * epoch and picked up from the ledger. `also` happens with it or not at all. Throws Refusal.
 */
export async function controlRun(
  context: Pick<MigrationContext, "store">,
  runId: string,
  wish: "pause" | "resume" | "cancel",
  also?: (tx: StoreTransaction) => Promise<void>,
): Promise<void> {
  const states = { pause: "paused", resume: "running", cancel: "cancelled" } as const;
  const allowed = { pause: ["running"], resume: ["paused"], cancel: ["running", "paused"] } as const;
  await context.store.transact(async (tx) => {
    const run = await tx.runs.get(runId);
    if (!run || !(allowed[wish] as readonly string[]).includes(run.state)) {
      throw new Refusal("wrong-state", `A run that is ${run?.state ?? "unknown"} cannot ${wish}.`);
    }
    await tx.runs.setState(runId, states[wish]);
    await tx.audit.append(runId, "run", [{ event: `run.${states[wish]}`, subject: {} }]);
    await also?.(tx);
  });
}
