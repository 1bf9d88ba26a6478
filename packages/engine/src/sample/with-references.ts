import type { RecordKey } from "@flit/core/ports";
import { type MigrationContext, mapOf } from "../context.ts";
import { referencesOfAll } from "../prepare.ts";

/** Adds every record the given ones refer to, until nothing is missing; `known` are in already. */
export async function withReferences(
  context: MigrationContext,
  keys: readonly RecordKey[],
  known: ReadonlyMap<string, RecordKey> = new Map(),
): Promise<Map<string, RecordKey>> {
  const chosen = new Map(known);
  let fresh = keys;
  while (fresh.length > 0) {
    for (const one of fresh) chosen.set(recordName(one), one);
    const found: RecordKey[] = [];
    for (const [object, group] of Map.groupBy(fresh, (one) => one.object))
      found.push(
        ...(await referencesOf(
          context,
          object,
          group.map(({ id }) => id),
        )),
      );
    fresh = [...new Map(found.map((one) => [recordName(one), one]))]
      .filter(([name]) => !chosen.has(name))
      .map(([, one]) => one);
  }
  return chosen;
}

/** A record's key as one text. */
export function recordName({ object, id }: RecordKey): string {
  return `${object}/${id}`;
}

async function referencesOf(
  context: MigrationContext,
  object: string,
  ids: readonly string[],
): Promise<readonly RecordKey[]> {
  const { maps, files } = context.pair;
  const records = await context.store.transact((tx) => tx.staging.byIds(context.migration.id, [object], ids));
  const found: RecordKey[] = [];
  for (const map of maps.filter(({ source }) => source.object === object))
    for (const { mapping, sourceId } of await referencesOfAll(context, map, records))
      found.push({ object: mapOf(context, mapping).source.object, id: sourceId });
  if (files?.object !== object) return found;
  const owners = records.flatMap(({ fields }) => {
    const id = fields[files.owner.link];
    return typeof id === "string" ? [{ object: files.owner.object, id }] : [];
  });
  return [...found, ...owners];
}
