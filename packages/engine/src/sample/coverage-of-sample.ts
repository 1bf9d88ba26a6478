import type { RecordKey } from "@flit/core/ports";
import { type Coverage, coverageOf } from "@flit/core/sample/coverage";
import { featureWords } from "@flit/core/sample/feature-words";
import { wantedFeatures } from "@flit/core/sample/wanted-features";
import { type MigrationContext, tableOf } from "../context.ts";
import type { FeatureReading } from "./record-features.ts";

/** What the chosen records, relatives included, show of all that any record shows or a map speaks of. */
export async function coverageOfSample(
  context: MigrationContext,
  features: FeatureReading,
  chosen: readonly RecordKey[],
  seen: ReadonlySet<string>,
): Promise<readonly Coverage[]> {
  const { maps, files, edgeCases = [] } = context.pair;
  const shown = new Set<string>();
  for (const [object, group] of Map.groupBy(chosen, (key) => key.object)) {
    const ids = group.map(({ id }) => id);
    const records = await context.store.transact((tx) => tx.staging.byIds(context.migration.id, [object], ids));
    for (const list of await features(object, records)) for (const feature of list) shown.add(feature);
  }
  const tables = new Map(maps.map((map) => [map.key, tableOf(context, map.target.table)]));
  const mapped = maps.map((map) => ({
    mapping: map.key,
    title: map.title,
    wanted: wantedFeatures(map, tableOf(context, map.target.table), edgeCases),
  }));
  const carried =
    files === null || context.files === null
      ? []
      : [
          {
            mapping: files.mapping,
            title: "Files",
            wanted: [{ mapping: files.mapping, kind: "record", detail: "" } as const],
          },
        ];
  return coverageOf([...mapped, ...carried], { seen, shown }, (feature) =>
    featureWords(feature, tables.get(feature.mapping), edgeCases),
  );
}
