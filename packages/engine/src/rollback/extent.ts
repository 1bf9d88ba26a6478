import type { RollbackExtent } from "@flit/core/rollback-store";
import type { Run, StepLease } from "@flit/core/run";
import type { MigrationContext } from "../context.ts";

/** What a rollback or its preview is about: maps, files, and only some records when it is limited to them. */
export function extentOf({ pair }: Pick<MigrationContext, "pair">, run: Run): RollbackExtent {
  const { scope } = run;
  const all = [
    ...pair.maps.map(({ key, source }) => ({ mapping: key, object: source.object })),
    ...(pair.files ? [{ mapping: pair.files.mapping, object: pair.files.object }] : []),
  ];
  const wanted = scope?.mappings ?? null;
  return {
    maps: wanted === null ? all : all.filter(({ mapping }) => wanted.includes(mapping)),
    recordsOf: scope?.hasRecords === true ? run.id : null,
  };
}

/** The records of a step's map that its run is limited to; undefined: all of them. */
export function onlyOf(
  { pair }: Pick<MigrationContext, "pair">,
  { run, step }: StepLease,
): { readonly runId: string; readonly object: string } | undefined {
  if (!run.scope?.hasRecords) return undefined;
  const map = pair.maps.find(({ key }) => key === step.subject);
  return { runId: run.id, object: map?.source.object ?? pair.files?.object ?? "" };
}
