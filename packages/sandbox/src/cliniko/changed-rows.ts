import type { ResourceName } from "./resources.ts";
import type { Row } from "./row.ts";
import type { Reference } from "./world.ts";

export interface ChangedRow {
  readonly row: Row;
  readonly createdMs: number;
  readonly updatedMs: number;
}

/** What was changed or added since a clinic was generated: all that is kept of it. */
export interface ChangedRows {
  readonly revision: number;
  get(row: Reference): ChangedRow | undefined;
  put(row: Reference, changed: ChangedRow, isNew: boolean): void;
  indexes(resource: ResourceName): readonly number[];
  added(resource: ResourceName): number;
  remove(row: Reference): void;
  readonly hasRemovals: boolean;
  isRemoved(row: Reference): boolean;
}

export function createChangedRows(): ChangedRows {
  const rows = new Map<ResourceName, Map<number, ChangedRow>>();
  const added = new Map<ResourceName, number>();
  const removed = new Map<ResourceName, Set<number>>();
  let revision = 0;
  return {
    get revision() {
      return revision;
    },
    get: ({ resource, index }) => rows.get(resource)?.get(index),
    put: ({ resource, index }, changed, isNew) => {
      const ofResource = rows.get(resource) ?? new Map<number, ChangedRow>();
      rows.set(resource, ofResource.set(index, changed));
      if (isNew) added.set(resource, (added.get(resource) ?? 0) + 1);
      revision += 1;
    },
    indexes: (resource) => [...(rows.get(resource)?.keys() ?? [])],
    added: (resource) => added.get(resource) ?? 0,
    remove: ({ resource, index }) => {
      removed.set(resource, (removed.get(resource) ?? new Set()).add(index));
      revision += 1;
    },
    get hasRemovals() {
      return removed.size > 0;
    },
    isRemoved: ({ resource, index }) => removed.get(resource)?.has(index) ?? false,
  };
}
