import { createHash } from "node:crypto";
import { toColumn } from "./metadata-new-column.ts";
import { toRelationship } from "./metadata-new-relationship.ts";
import { readSeedTables, type SeedTable } from "./metadata-seed-data.ts";
import { createMetadataStore, type MetadataStore, type MetadataStoreOptions } from "./metadata-store.ts";
import type { Table } from "./model.ts";

/** A new Dynamics 365 Sales environment before anyone customised it. Equal calls give equal metadata ids. */
export function seedMetadata(options: MetadataStoreOptions): MetadataStore {
  const store = createMetadataStore(options);
  const seeds = readSeedTables();
  for (const seed of seeds) store.addTable(toTable(seed));
  for (const { name, lookups } of seeds) {
    for (const lookup of lookups) {
      store.addRelationship(toRelationship(store, name, lookup, stableGuid(`relationship ${lookup[0]}`), 0));
    }
  }
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
    columns: new Map(
      seed.columns.map((column) => toColumn(column, place)).map((column) => [column.logicalName, column]),
    ),
    keys: new Map(),
    createdAtMs: 0,
  };
}

/** Ids of the standard metadata never change between starts, as in a real environment. */
function stableGuid(name: string): string {
  const hex = createHash("sha256").update(name).digest("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    "-",
  );
}
