import { createHash } from "node:crypto";
import { toColumn } from "./metadata-new-column.ts";
import { deleteBehaviours, readSeedTables, type SeedTable } from "./metadata-seed-data.ts";
import { createMetadataStore, type MetadataStore, type MetadataStoreOptions } from "./metadata-store.ts";
import type { Table } from "./model.ts";

/** A new Dynamics 365 Sales environment before anyone customised it. Equal calls give equal metadata ids. */
export function seedMetadata(options: MetadataStoreOptions): MetadataStore {
  const store = createMetadataStore(options);
  const seeds = readSeedTables();
  for (const seed of seeds) store.addTable(toTable(seed));
  for (const seed of seeds) addLookups(store, seed);
  return store;
}

/** All bulk messages, for tables that answer them; custom tables do. */
export const bulkMessages: Table["bulkMessages"] = ["CreateMultiple", "UpdateMultiple", "UpsertMultiple"];

function toTable(seed: SeedTable): Table {
  const has = new Set(seed.traits);
  const place = { table: seed, metadataId: (name: string) => stableGuid(`${seed.name}.${name}`), createdAtMs: 0 };
  return {
    metadataId: stableGuid(seed.name),
    logicalName: seed.name,
    schemaName: seed.schema,
    entitySetName: seed.set,
    objectTypeCode: seed.code,
    displayName: seed.label,
    displayCollectionName: seed.labels,
    description: "",
    primaryId: seed.primaryId,
    primaryName: seed.primaryName,
    ownership: seed.ownership,
    isActivity: has.has("activity"),
    isCustom: false,
    hasNotes: has.has("notes"),
    hasActivities: has.has("activities"),
    canCreateAttributes: has.has("columns"),
    changeTracking: has.has("changes"),
    optimisticConcurrency: has.has("versions"),
    isDocumentManagementEnabled: has.has("documents"),
    bulkMessages: has.has("bulk") ? [...bulkMessages] : [],
    columns: new Map(seed.columns.map((column) => toColumn(column, place)).map((column) => [column.logicalName, column])),
    keys: new Map(),
    createdAtMs: 0,
  };
}

function addLookups(store: MetadataStore, seed: SeedTable): void {
  for (const [schemaName, referencingColumn, referencedTable, navigationProperty, onDelete] of seed.lookups) {
    store.addRelationship({
      metadataId: stableGuid(`relationship ${schemaName}`),
      schemaName,
      referencingTable: seed.name,
      referencingColumn,
      referencedTable,
      referencedColumn: store.tables.get(referencedTable)?.primaryId ?? `${referencedTable}id`,
      navigationProperty,
      collectionNavigationProperty: schemaName,
      cascadeDelete: deleteBehaviours[onDelete] ?? "NoCascade",
      isCustom: false,
      createdAtMs: 0,
    });
  }
}

/** Ids of the standard metadata never change between starts, as in a real environment. */
function stableGuid(name: string): string {
  const hex = createHash("sha256").update(name).digest("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join("-");
}
