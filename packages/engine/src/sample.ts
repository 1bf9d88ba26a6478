import { createSampler, featuresOf } from "@flit/core/choose-sample";
import type { MigrationContext } from "./context.ts";
import { mapOf } from "./context.ts";
import { referencesOfAll } from "./prepare.ts";

const pageSize = 500;

export interface Sample {
  readonly records: number;
  readonly covered: number;
  /** Features no chosen record shows. */
  readonly uncovered: readonly string[];
}

/**
 * Chooses a sample that shows every object, field, value class and edge case, with all the records it refers to.
 * Reads all staged records in pages; memory depends on the number of features only.
 */
export async function chooseSample(
  context: MigrationContext,
  size: { readonly minimum: number; readonly maximum: number },
): Promise<Sample> {
  const migrationId = context.migration.id;
  const sampler = createSampler(size);
  const driving = [...new Set(context.pair.maps.map((map) => map.source.object))];
  for (const object of driving) {
    for (let after = 0; ; ) {
      const page = await context.store.transact((tx) => tx.staging.page(migrationId, object, after, pageSize));
      for (const record of page) sampler.offer({ id: `${object}/${record.id}`, features: featuresOf(record), size: 1 });
      const last = page.at(-1);
      if (!last) break;
      after = last.seq;
    }
  }
  const choice = sampler.choose();
  const chosen = await withReferences(context, choice.ids);
  await context.store.transact((tx) => tx.staging.chooseSample(migrationId, chosen));
  return { records: chosen.length, covered: choice.covered.length, uncovered: choice.uncovered };
}

/** Adds every record the chosen ones refer to, until nothing is missing. */
async function withReferences(
  context: MigrationContext,
  ids: readonly string[],
): Promise<readonly { object: string; id: string }[]> {
  const chosen = new Map<string, { object: string; id: string }>();
  let fresh = ids.map((id) => ({ object: id.slice(0, id.indexOf("/")), id: id.slice(id.indexOf("/") + 1) }));
  while (fresh.length > 0) {
    for (const one of fresh) chosen.set(`${one.object}/${one.id}`, one);
    const found: { object: string; id: string }[] = [];
    for (const [object, group] of Map.groupBy(fresh, (one) => one.object)) {
      const records = await context.store.transact((tx) =>
        tx.staging.byIds(
          context.migration.id,
          [object],
          group.map((one) => one.id),
        ),
      );
      for (const map of context.pair.maps.filter((candidate) => candidate.source.object === object)) {
        for (const reference of await referencesOfAll(context, map, records)) {
          found.push({ object: mapOf(context, reference.mapping).source.object, id: reference.sourceId });
        }
      }
    }
    fresh = [...new Map(found.map((one) => [`${one.object}/${one.id}`, one])).entries()]
      .filter(([key]) => !chosen.has(key))
      .map(([, one]) => one);
  }
  return [...chosen.values()];
}
