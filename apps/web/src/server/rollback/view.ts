import { roleNames } from "@flit/core/permissions";
import type { StoreTransaction } from "@flit/core/ports";
import type { Run } from "@flit/core/run";
import { reasonInWords } from "@flit/pairs/cliniko-dynamics365/reasons";
import { z } from "zod";
import type { KeptGroup, PreviewView, ProofView, UndoneView } from "../../features/rollback/endpoints.ts";
import { viewRun } from "../runs/view.ts";
import type { NamedMaps } from "./objects.ts";

/** What `preview-end` writes as a run's result. */
const previewResult = z.object({
  isPreview: z.literal(true),
  lastWrite: z.number(),
  objects: z.array(
    z.object({ mapping: z.string(), deleted: z.number(), restored: z.number(), gone: z.number(), kept: z.number() }),
  ),
  schema: z.object({ removed: z.number(), kept: z.array(z.string()) }).nullable(),
  estimate: z.object({
    lowSeconds: z.number(),
    highSeconds: z.number(),
    by: z.enum(["rollback", "load", "experience"]),
  }),
});

/** What the proof writes. */
const proofResult = z.object({
  deleted: z.number(),
  filesRemoved: z.number(),
  restored: z.number(),
  kept: z.array(z.unknown()),
  keptCount: z.number().optional(),
  schemaRemoved: z.number(),
  schemaKept: z.array(z.string()),
  stillThere: z.number(),
  schemaBefore: z.string().nullish(),
  schemaAfter: z.string().nullish(),
  provedEqual: z.boolean(),
});

const bases = {
  rollback: "by what the last rollback took here",
  load: "by what loading took here",
  experience: "nothing was measured here yet",
} as const;

/** A preview as its page shows it. */
export async function viewPreview(
  tx: StoreTransaction,
  run: Run,
  runs: readonly Run[],
  named: NamedMaps,
): Promise<PreviewView> {
  const parsed = previewResult.safeParse(run.result);
  const shared = { run: await viewRun(tx, run), scope: await scopeOf(tx, run, named) };
  if (!parsed.success) return { ...shared, isStale: false, found: null };
  const { objects, schema, estimate, lastWrite } = parsed.data;
  const sum = (rows: typeof objects, name: "deleted" | "restored" | "gone" | "kept") =>
    rows.reduce((total, row) => total + row[name], 0);
  const totals = (rows: typeof objects) => ({
    deleted: sum(rows, "deleted"),
    restored: sum(rows, "restored"),
    gone: sum(rows, "gone"),
    kept: sum(rows, "kept"),
  });
  const grouped = Map.groupBy(objects, ({ mapping }) => named.titleOf(mapping));
  return {
    ...shared,
    isStale: await isStale(tx, run, runs, lastWrite),
    found: {
      ...totals(objects),
      objects: [...grouped]
        .map(([object, rows]) => ({ object, ...totals(rows) }))
        .filter(({ deleted, restored, gone, kept }) => deleted + restored + gone + kept > 0),
      keptGroups: await keptGroups(tx, run.id, named),
      schema,
      estimate: { ...estimate, basis: bases[estimate.by] },
    },
  };
}

/** Whether a preview no longer says what a rollback would do: something was written, or taken back. */
export async function isStale(
  tx: StoreTransaction,
  preview: Run,
  runs: readonly Run[],
  lastWrite: number,
): Promise<boolean> {
  const isUndone = runs.some((run) => run.kind === "rollback" && run.startedAt > preview.startedAt);
  return isUndone || (await tx.rollbacks.lastWrite(preview.migrationId)) !== lastWrite;
}

/** Where the ledger stood when a preview ended; null before its end. */
export function lastWriteOf(preview: Run): number | null {
  const parsed = previewResult.safeParse(preview.result);
  return parsed.success ? parsed.data.lastWrite : null;
}

/** A rollback with who asked for it and what was proved. */
export async function viewUndone(tx: StoreTransaction, run: Run, named: NamedMaps): Promise<UndoneView> {
  const asked = await tx.rollbacks.request(run.id);
  return {
    run: await viewRun(tx, run),
    scope: await scopeOf(tx, run, named),
    asked: asked && { by: asked.personName, role: roleNames[asked.role], reason: asked.reason, at: asked.at },
    seconds:
      run.finishedAt === null ? null : Math.round((Date.parse(run.finishedAt) - Date.parse(run.startedAt)) / 1_000),
    proof: await proofOf(tx, run, named),
  };
}

async function proofOf(tx: StoreTransaction, run: Run, named: NamedMaps): Promise<ProofView | null> {
  const parsed = proofResult.safeParse(run.result);
  if (!parsed.success) return null;
  const { kept, keptCount, schemaBefore, schemaAfter, ...rest } = parsed.data;
  return {
    ...rest,
    kept: keptCount ?? kept.length,
    keptGroups: await keptGroups(tx, run.id, named),
    schemaBefore: schemaBefore ?? null,
    schemaAfter: schemaAfter ?? null,
  };
}

async function keptGroups(tx: StoreTransaction, runId: string, { titleOf }: NamedMaps): Promise<KeptGroup[]> {
  const counts = await tx.rollbacks.keptCount(runId);
  const groups = Map.groupBy(counts, ({ mapping, reason }) => `${titleOf(mapping)}\n${reason}`);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const { mapping, reason } = first;
    const count = group.reduce((sum, one) => sum + one.count, 0);
    return [{ object: titleOf(mapping), reason, words: reasonInWords(reason), count }];
  });
}

async function scopeOf(tx: StoreTransaction, run: Run, { titleOf }: NamedMaps): Promise<UndoneView["scope"]> {
  if (run.scope === null) return null;
  const counts = run.scope.hasRecords ? await tx.rollbacks.recordCount(run.id) : [];
  return {
    objects: [...new Set((run.scope.mappings ?? []).map(titleOf))],
    records: counts.map(({ object, count }) => ({ object: object.replaceAll("_", " "), count })),
  };
}
