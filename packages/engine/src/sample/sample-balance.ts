import { type Balance, balance } from "@flit/core/balance";
import type { StoreTransaction } from "@flit/core/ports";
import type { MappedObject, SampledRecord } from "@flit/core/sample-store";

/** A sample and its relatives are far fewer records than this. */
const most = 100_000;

/** Every record of the sample with what became of it. */
export async function sampledRecords(
  tx: StoreTransaction,
  migrationId: string,
  objects: readonly MappedObject[],
): Promise<readonly SampledRecord[]> {
  const whole = { mapping: null, show: "all", search: "", offset: 0, limit: most } as const;
  return (await tx.sample.page(migrationId, objects, whole)).records;
}

/** The books of the sample alone: its records, whatever else was staged. */
export async function sampleBalance(
  tx: StoreTransaction,
  migrationId: string,
  objects: readonly MappedObject[],
): Promise<Balance> {
  const records = await sampledRecords(tx, migrationId, objects);
  return balance({
    mappings: objects,
    staged: await tx.staging.count(migrationId, "sample"),
    accounts: records.map(({ mapping, outcome, reason }) => ({ mapping, outcome, reason, count: 1 })),
    verifications: records.flatMap(({ mapping, verification }) =>
      verification === null ? [] : [{ mapping, verification, count: 1 }],
    ),
    ledger: await tx.ledger.count(migrationId),
  });
}
