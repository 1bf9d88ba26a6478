import type { PlanStep } from "@flit/core/plan";
import type { ProvisionedStep, StoreTransaction } from "@flit/core/ports";
import type { Json } from "@flit/core/record";
import { estimateSeconds, type MeasuredRate } from "@flit/core/rollback-estimate";
import type { Run, Step, StepLease } from "@flit/core/run";
import type { MigrationContext } from "../context.ts";
import type { SliceEnd } from "../slice.ts";

/** Adds a preview up: per map what would go, come back and stay, what becomes of the schema, and how long it takes. */
export async function previewEndSlice(context: MigrationContext, lease: StepLease): Promise<SliceEnd> {
  const { id: migrationId, generation } = context.migration;
  const { run } = lease;
  const tableOf = new Map(context.pair.maps.map(({ key, target }) => [key, target.table]));
  await context.store.transact(async (tx) => {
    const looks = (await tx.runs.steps(run.id)).filter(({ kind }) => kind === "preview");
    const objects = looks.map(({ subject, cursor }) => ({
      mapping: subject,
      deleted: countIn(cursor, "deleted"),
      restored: countIn(cursor, "restored"),
      gone: countIn(cursor, "gone"),
      kept: countIn(cursor, "kept"),
    }));
    const isWhole = run.scope === null;
    const keptTables = new Set(objects.flatMap(({ mapping, kept }) => (kept > 0 ? (tableOf.get(mapping) ?? []) : [])));
    const schema = isWhole ? foreseeSchema(await tx.migrations.provisioned(migrationId), keptTables) : null;
    const rows = objects.reduce((sum, { deleted, restored }) => sum + deleted + restored, 0);
    const readSeconds = Math.max(1, (Date.now() - Date.parse(run.startedAt)) / 1_000);
    const result = {
      isPreview: true,
      /** Where the ledger stood: whatever is written later makes this out of date. */
      lastWrite: await tx.rollbacks.lastWrite(migrationId),
      generation,
      objects,
      schema,
      readSeconds: Math.round(readSeconds),
      estimate: estimateSeconds({
        rows,
        schemaParts: schema?.removed ?? 0,
        readSeconds,
        rate: await measuredRate(tx, await tx.runs.list(migrationId)),
      }),
    } satisfies Json;
    await tx.runs.setResult(run.id, result);
    await tx.audit.append(run.id, "preview", [
      {
        event: "rollback.previewed",
        subject: { rows, kept: objects.reduce((sum, { kept }) => sum + kept, 0), lastWrite: result.lastWrite },
      },
    ]);
  });
  return { next: "done" };
}

function countIn(cursor: Step["cursor"], name: string): number {
  const value = cursor?.[name];
  return typeof value === "number" ? value : 0;
}

/** Parts of the schema that go, and those that stay because rows stay that use them. */
function foreseeSchema(provisioned: readonly ProvisionedStep[], keptTables: ReadonlySet<string>) {
  const made = provisioned.filter(({ state }) => state === "done" || state === "pending");
  const stays = ({ step }: ProvisionedStep) => {
    const table = tableOfStep(step);
    return table === null ? keptTables.size > 0 : keptTables.has(table);
  };
  const kept = made.filter(stays).map(({ key }) => key);
  return { removed: made.length - kept.length, kept };
}

/** The table a part belongs to; null for publisher and solution, to which everything belongs. */
function tableOfStep(step: PlanStep): string | null {
  if (step.kind === "publisher" || step.kind === "solution") return null;
  return step.kind === "table" ? step.table.name : step.table;
}

/** Rows a second that this environment took, by the last rollback or else by loading; null before either. */
async function measuredRate(tx: StoreTransaction, runs: readonly Run[]): Promise<MeasuredRate | null> {
  const secondsOf = (run: Run) =>
    run.finishedAt === null ? 0 : (Date.parse(run.finishedAt) - Date.parse(run.startedAt)) / 1_000;
  for (const [kind, by] of [
    ["rollback", "rollback"],
    ["load", "load"],
    ["sample", "load"],
  ] as const) {
    const run = runs.findLast((one) => one.kind === kind && one.finishedAt !== null && one.state !== "cancelled");
    if (!run || secondsOf(run) < 1) continue;
    const steps = await tx.runs.steps(run.id);
    const done = steps
      .filter((step) => step.kind === (by === "rollback" ? "undo" : "load"))
      .reduce((sum, step) => sum + step.progress.done, 0);
    if (done > 0) return { rowsPerSecond: done / secondsOf(run), by };
  }
  return null;
}
