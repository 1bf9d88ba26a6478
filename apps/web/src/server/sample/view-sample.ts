import type { Approval } from "@flit/core/approval";
import type { FrozenMap, Migration, StoreTransaction } from "@flit/core/ports";
import type { Run } from "@flit/core/run";
import { defectBound } from "@flit/core/sample/defect-bound";
import { hasPassed, readSampleStanding, type SampleStanding } from "@flit/engine/sample/sample-standing";
import { z } from "zod";
import type { RehearsalView, SampleView } from "../../features/sample/sample-view.ts";
import { viewApproval } from "../approvals/view-approval.ts";
import { environmentOf } from "../clinics/environment-of.ts";
import { readJourney } from "../clinics/journey.ts";
import { viewRun } from "../runs/view.ts";
import { columnNames, objectsOf, titlesOf } from "./open-sample.ts";
import { waitsOf } from "./waits.ts";

/** Everything that page and document show of a sample. */
export interface SampleFacts {
  readonly migration: Migration;
  readonly map: FrozenMap | null;
  readonly standing: SampleStanding;
  readonly approvals: readonly Approval[];
  /** Names of columns by `table.column`. */
  readonly names: ReadonlyMap<string, string>;
  readonly view: SampleView;
}

const pageKinds: readonly Run["kind"][] = ["sample", "rehearsal"];

/** Reads the sample of a migration and where it stands. */
export async function readSampleFacts(tx: StoreTransaction, migration: Migration): Promise<SampleFacts> {
  const { id } = migration;
  const map = await tx.migrations.map(id);
  const environment = environmentOf(migration);
  const objects = objectsOf(map, migration);
  const standing = await readSampleStanding(tx, id, objects, environment);
  const { facts } = await readJourney(tx, migration);
  const { sample, summary, load, rehearsal, digest } = standing;
  const runs = await tx.runs.list(id);
  const active = runs.find(
    ({ kind, state }) => pageKinds.includes(kind) && (state === "running" || state === "paused"),
  );
  const isLoaded = load !== null && sample?.loadedDigest != null;
  const shown = active ?? (isLoaded ? load : null);
  const approvals = (await tx.approvals.list(id)).filter(({ kind }) => kind === "sample");
  const titles = titlesOf(map);
  const staged = new Map((await tx.figures.tallies(id)).staged.map(({ object, count }) => [object, count]));
  const everything = objects.reduce((sum, { object }) => sum + (staged.get(object) ?? 0), 0);
  const pinnable = new Map(
    objects.flatMap(({ object, mapping }) => (staged.has(object) ? [[object, mapping] as const] : [])),
  );
  const view: SampleView = {
    environment,
    waits: waitsOf(facts),
    objects: [...pinnable].map(([object, mapping]) => ({ object, title: titles.get(mapping) ?? object })),
    pins: [...(await tx.sample.pins(id))],
    choice: sample && {
      at: sample.at,
      size: sample.size,
      records: sample.records,
      reasons: sample.reasons,
      coverage: sample.coverage.map(({ groups, ...one }) => ({
        ...one,
        groups: groups.map((group) => ({ ...group, missing: [...group.missing] })),
      })),
      isMapCurrent: sample.mapDigest === map?.digest,
      bound: defectBound(sample.reasons.random),
    },
    run: shown ? await viewRun(tx, shown) : null,
    isLoaded,
    isMapChanged: isLoaded && !standing.isMapCurrent,
    hasFullRunBegun: runs.some(({ kind }) => kind === "load" || kind === "delta"),
    summary: !isLoaded
      ? null
      : {
          ...summary,
          objects: summary.objects.map((one) => ({ ...one, title: titles.get(one.mapping) ?? one.mapping })),
          bound: summary.random.different === 0 ? defectBound(summary.random.verified) : null,
        },
    rehearsal: rehearsal === null || rehearsal.finishedAt === null ? null : viewRehearsal(rehearsal, everything),
    sign: {
      digest,
      statement: standing.statement,
      problems: standing.problems.map((one) => ({ ...one })),
      isSigned: approvals.some((one) => one.voided === null),
      approvals: approvals.map(viewApproval),
    },
  };
  return { migration, map, standing, approvals, names: await columnNames(tx, id), view };
}

const undone = z.object({
  deleted: z.number(),
  restored: z.number(),
  filesRemoved: z.number(),
  kept: z.array(z.unknown()),
});

function viewRehearsal(run: Run, everything: number): RehearsalView {
  const read = undone.safeParse(run.result);
  const { deleted, restored, filesRemoved, kept } = read.success
    ? read.data
    : { deleted: 0, restored: 0, filesRemoved: 0, kept: [] };
  const seconds = (Date.parse(run.finishedAt ?? run.startedAt) - Date.parse(run.startedAt)) / 1000;
  const taken = deleted + restored + filesRemoved;
  return {
    at: run.startedAt,
    seconds: Math.max(1, Math.round(seconds)),
    hasPassed: hasPassed(run),
    deleted,
    restored,
    filesRemoved,
    kept: kept.length,
    estimateSeconds: taken === 0 ? null : Math.ceil((seconds / taken) * everything),
  };
}
