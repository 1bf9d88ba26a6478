import type { StagedRecord } from "@flit/core/ports";
import { featureKey } from "@flit/core/sample/feature";
import { featureReader } from "@flit/core/sample/features-of";
import { type MigrationContext, tableOf } from "../context.ts";
import { tryRecords } from "../trial.ts";

/** What records of one object show under every map that reads them. */
export type FeatureReading = (
  object: string,
  records: readonly StagedRecord[],
) => Promise<readonly (readonly string[])[]>;

/** Reads features of staged records page by page; the maps are made ready once. */
export function recordFeatures(context: MigrationContext, cutOff: string): FeatureReading {
  const { maps, edgeCases = [] } = context.pair;
  const files = context.files === null ? null : context.pair.files;
  const readers = maps.map((map) => {
    const table = tableOf(context, map.target.table);
    return { map, table, read: featureReader(map, table, edgeCases) };
  });
  return async (object, records) => {
    const all: string[][] = records.map(() => []);
    for (const { map, table, read } of readers) {
      if (map.source.object !== object) continue;
      const trials = await tryRecords(context, maps, map, table, records, cutOff);
      for (const [index, record] of records.entries()) {
        const trial = trials[index];
        if (trial) all[index]?.push(...read(record, trial.result, trial.mapContext));
      }
    }
    if (files?.object === object)
      for (const [index, record] of records.entries()) {
        const reason = files.skip(record);
        const shown =
          reason === null
            ? ({ kind: "record", detail: "" } as const)
            : ({ kind: "edge", detail: `left-out:${reason}` } as const);
        all[index]?.push(featureKey({ mapping: files.mapping, ...shown }));
      }
    return all;
  };
}
