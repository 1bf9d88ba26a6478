import { deleteBehaviours, type SeedLookup } from "./metadata-seed-data.ts";
import type { Metadata, Relationship } from "./model.ts";

/** A relationship of the platform itself, from its short notation. */
export function toRelationship(
  metadata: Metadata,
  referencingTable: string,
  [schemaName, referencingColumn, referencedTable, navigationProperty, onDelete]: SeedLookup,
  metadataId: string,
  createdAtMs: number,
): Relationship {
  return {
    metadataId,
    schemaName,
    referencingTable,
    referencingColumn,
    referencedTable,
    referencedColumn: metadata.tables.get(referencedTable)?.primaryId ?? `${referencedTable}id`,
    navigationProperty,
    collectionNavigationProperty: schemaName,
    cascadeDelete: deleteBehaviours[onDelete] ?? "NoCascade",
    isCustom: false,
    createdAtMs,
  };
}
