import type { RecordKey, StagedRecord, StoreTransaction } from "@flit/core/ports";
import { recordTitles } from "@flit/pairs/cliniko-dynamics365/record-names";

/** What records are shown under, by `object/id`, as a role may see it; records without a name are left out. */
export async function readTitles(
  tx: StoreTransaction,
  migrationId: string,
  keys: readonly RecordKey[],
  mask: (value: string) => string,
): Promise<ReadonlyMap<string, string>> {
  const titles = new Map<string, string>();
  for (const [object, own] of Map.groupBy(keys, (key) => key.object)) {
    if (recordTitles[object] === undefined) continue;
    const ids = own.map(({ id }) => id);
    for (const record of await tx.staging.byIds(migrationId, [object], ids)) {
      const title = titleOf(record);
      if (title !== null) titles.set(`${object}/${record.id}`, mask(title));
    }
  }
  return titles;
}

/** What one record is called; null when it has no name. */
export function titleOf({ object, fields }: Pick<StagedRecord, "object" | "fields">): string | null {
  const parts = (recordTitles[object] ?? []).map((name) => fields[name]);
  const words = parts.filter((part) => typeof part === "string" || typeof part === "number").map(String);
  const title = words.filter((word) => word.trim() !== "").join(" ");
  return title === "" ? null : title;
}
