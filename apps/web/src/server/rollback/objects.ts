import { dependentMaps } from "@flit/core/dependent-maps";
import type { ObjectMap } from "@flit/core/mapping";
import { readMigrationOptions } from "@flit/core/migration-options";
import type { Migration, TenantStore } from "@flit/core/ports";
import { pairOptionsOf } from "@flit/engine/pair-options";
import { filePlan } from "@flit/pairs/cliniko-dynamics365/files";
import { reportObjects } from "@flit/pairs/cliniko-dynamics365/object-maps";
import { connections } from "@flit/worker/connections";

/** A migration's maps under the names people know them by. */
export interface NamedMaps {
  readonly maps: readonly ObjectMap[];
  /** `Patient` for `patient`. */
  titleOf(mapping: string): string;
  /** Mappings of these objects and of all that depend on them, files included, rounded up to whole objects. */
  withDependents(objects: readonly string[]): readonly string[];
  readonly hasFiles: boolean;
}

/** Reads the frozen maps and what they belong to; no platform is asked. */
export async function namedMaps(store: TenantStore, migration: Migration): Promise<NamedMaps> {
  const files = connections.parse(migration.connections).sharepoint;
  const map = await store.transact((tx) => tx.migrations.map(migration.id));
  const maps = map?.objects ?? [];
  const options = await pairOptionsOf({ store, migration, files }, readMigrationOptions(migration.options));
  const titles = reportObjects(options);
  const titleOf = (mapping: string) => titles[mapping] ?? mapping;
  const keys = [...maps.map(({ key }) => key), ...(files ? [filePlan.mapping] : [])];
  return {
    maps,
    titleOf,
    hasFiles: files !== null,
    withDependents: (objects) => {
      const wanted = new Set(objects);
      for (;;) {
        const chosen = new Set(keys.filter((key) => wanted.has(titleOf(key))));
        const all = [
          ...dependentMaps(maps, chosen),
          ...(files && (chosen.has(filePlan.mapping) || chosen.has(filePlan.owner.mapping)) ? [filePlan.mapping] : []),
        ];
        const before = wanted.size;
        // Half an object would be nobody's wish.
        for (const key of all) wanted.add(titleOf(key));
        if (wanted.size === before) return all;
      }
    },
  };
}
