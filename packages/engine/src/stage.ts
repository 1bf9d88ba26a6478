import type { StoreTransaction } from "@flit/core/ports";
import type { SourceRecord } from "@flit/core/record";
import { nameWords } from "@flit/core/records/name-words";
import type { Run } from "@flit/core/run";
import { asRemoved, isLeftWithout } from "@flit/core/vanished";
import type { MigrationContext } from "./context.ts";
import type { Derivation } from "./pair.ts";

/** Stages records of an object as they were read, with what the pair derives from them. */
export async function stageRecords(
  tx: StoreTransaction,
  context: MigrationContext,
  run: Run,
  object: string,
  records: readonly SourceRecord[],
): Promise<void> {
  const migrationId = context.migration.id;
  const derivations = context.pair.derivations.filter(({ from }) => from.includes(object));
  const ids = records.map(({ id }) => id);
  const returned =
    derivations.length === 0 ? new Set<string>() : await tx.staging.vanishedAmong(migrationId, object, ids);
  await tx.staging.put(migrationId, run.id, records);
  await putNames(tx, context, records);
  // A record that has come back counts as changed now, or its removed version would stay the newest.
  const versions = records.map((record) => (returned.has(record.id) ? { ...record, updatedAt: run.cutOff } : record));
  for (const derivation of derivations) {
    const derived = (await mergeDerived(tx, migrationId, derivation, versions)).map(({ merged }) => merged);
    await tx.staging.put(migrationId, run.id, derived);
    await putNames(tx, context, derived);
  }
}

/** Remembers what people will look for records by. */
async function putNames(
  tx: StoreTransaction,
  { migration, pair }: MigrationContext,
  records: readonly SourceRecord[],
): Promise<void> {
  const named = records.flatMap(({ object, id, fields }) => {
    const values = (pair.names[object] ?? []).map((name) => fields[name]).filter((value) => typeof value === "string");
    return pair.names[object] === undefined ? [] : [{ object, id, words: nameWords(values) }];
  });
  await tx.records.putNames(migration.id, named);
}

/** Marks records as deleted for good in the source, and with them whatever was derived from them alone. */
export async function stageVanished(
  tx: StoreTransaction,
  context: MigrationContext,
  run: Run,
  object: string,
  ids: readonly string[],
): Promise<void> {
  const migrationId = context.migration.id;
  const at = run.cutOff;
  const records = await tx.staging.byIds(migrationId, [object], ids);
  const removed = records.map((record) => asRemoved(record, at));
  for (const derivation of context.pair.derivations) {
    if (!derivation.from.includes(object)) continue;
    const derived = await mergeDerived(tx, migrationId, derivation, removed);
    await tx.staging.put(
      migrationId,
      run.id,
      derived.map(({ merged }) => merged),
    );
    const left = derived.filter(({ merged, next }) => isLeftWithout(merged, next));
    await tx.staging.markVanished(
      migrationId,
      at,
      left.map(({ merged }) => merged),
    );
  }
  await tx.staging.markVanished(migrationId, at, records);
}

interface Derived {
  readonly next: SourceRecord;
  /** Merged with what was staged before. */
  readonly merged: SourceRecord;
}

async function mergeDerived(
  tx: StoreTransaction,
  migrationId: string,
  derivation: Derivation,
  records: readonly SourceRecord[],
): Promise<readonly Derived[]> {
  const derived = combine(derivation, records);
  const staged = await tx.staging.byIds(migrationId, [derivation.object], [...derived.keys()]);
  const known = new Map(staged.map((record) => [record.id, record]));
  return [...derived.values()].map((next) => {
    const existing = known.get(next.id);
    return { next, merged: existing ? derivation.merge(existing, next) : next };
  });
}

function combine(derivation: Derivation, records: readonly SourceRecord[]): ReadonlyMap<string, SourceRecord> {
  const derived = new Map<string, SourceRecord>();
  for (const record of records.flatMap((source) => derivation.derive(source))) {
    const known = derived.get(record.id);
    derived.set(record.id, known ? derivation.merge(known, record) : record);
  }
  return derived;
}
