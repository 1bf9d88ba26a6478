import type { RecordKey } from "@flit/core/ports";
import { Refusal } from "@flit/core/refusal";
import type { Coverage } from "@flit/core/sample/coverage";
import { createSampler, type SampleReason } from "@flit/core/sample/sampler";
import type { MigrationContext } from "../context.ts";
import { lastReading } from "../readings.ts";
import { stagedPages } from "../staged-records.ts";
import { coverageOfSample } from "./coverage-of-sample.ts";
import { recordFeatures } from "./record-features.ts";
import { recordName, withReferences } from "./with-references.ts";

/** A sample that was chosen. */
export interface Sample {
  readonly records: number;
  readonly random: number;
  readonly coverage: readonly Coverage[];
}

/**
 * Chooses a sample: pinned records, a random draw seeded by the migration, and whatever else shows each object, column,
 * field, choice, relation and edge, with all the records they refer to. Reads all staged records in pages; memory
 * depends on the number of features only. Throws Refusal.
 */
export async function chooseSample(
  context: MigrationContext,
  { size }: { readonly size: number },
  log: (
    tx: Parameters<Parameters<MigrationContext["store"]["transact"]>[0]>[0],
    sample: Sample,
  ) => Promise<void> = async () => undefined,
): Promise<Sample> {
  const { store, pair } = context;
  const migrationId = context.migration.id;
  const { cutOff, pins } = await store.transact(async (tx) => ({
    cutOff: lastReading(await tx.runs.list(migrationId))?.cutOff,
    pins: await tx.sample.pins(migrationId),
  }));
  if (cutOff === undefined) throw new Refusal("not-read", "Read the source first: run the audit.");
  const features = recordFeatures(context, cutOff);
  const files = context.files === null ? null : pair.files;
  const sampler = createSampler({ size, seed: migrationId });
  const keys = new Map<string, RecordKey>();
  const objects = new Set([...pair.maps.map(({ source }) => source.object), ...(files ? [files.object] : [])]);
  for (const object of objects)
    for await (const page of stagedPages(context, object)) {
      const shown = await features(object, page);
      for (const [index, record] of page.entries())
        sampler.offer({ id: recordName({ object, id: record.id }), features: shown[index] ?? [] });
    }
  const choice = sampler.choose(pins.map(recordName));
  const reasons = new Map<string, SampleReason>(choice.picks.map(({ id, why }) => [id, why]));
  let chosen = await withReferences(
    context,
    choice.picks.map(({ id }) => readName(id)),
    keys,
  );
  // Room that is left is filled by going on with the random draw.
  for (const id of choice.spare) {
    if (chosen.size >= size) break;
    reasons.set(id, "random");
    chosen = await withReferences(context, [readName(id)], chosen);
  }
  const there = await onlyStaged(context, [...chosen.values()]);
  const records = there.map((key) => ({ ...key, why: reasons.get(recordName(key)) ?? ("relative" as const) }));
  const coverage = await coverageOfSample(context, features, records, choice.seen);
  const sample = { records: records.length, random: records.filter(({ why }) => why === "random").length, coverage };
  await store.transact(async (tx) => {
    await tx.staging.chooseSample(migrationId, records);
    await tx.sample.save(migrationId, { seed: migrationId, size, coverage, mapDigest: context.mapDigest }, records);
    await tx.approvals.voidAll(migrationId, "sample", "Another sample was chosen.");
    await log(tx, sample);
  });
  return sample;
}

function readName(name: string): RecordKey {
  const slash = name.indexOf("/");
  return { object: name.slice(0, slash), id: name.slice(slash + 1) };
}

/** Pins and references may name records that were never read. */
async function onlyStaged(context: MigrationContext, keys: readonly RecordKey[]): Promise<readonly RecordKey[]> {
  const found: RecordKey[] = [];
  for (const [object, group] of Map.groupBy(keys, (key) => key.object)) {
    const ids = group.map(({ id }) => id);
    const records = await context.store.transact((tx) => tx.staging.byIds(context.migration.id, [object], ids));
    found.push(...records.map(({ id }) => ({ object, id })));
  }
  return found;
}
