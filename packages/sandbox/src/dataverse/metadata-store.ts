import type { SandboxClock } from "../platform/clock.ts";
import type { AlternateKey, ChoiceOption, Column, Metadata, Relationship, Table } from "./model.ts";

/** A choice shared by columns of several tables. */
export interface GlobalOptionSet {
  metadataId: string;
  name: string;
  displayName: string;
  description: string;
  options: ChoiceOption[];
  createdAtMs: number;
}

/** Metadata that can change. Columns of a global choice share its `options` array. */
export interface MetadataStore extends Metadata {
  readonly languageCode: number;
  readonly optionSets: Map<string, GlobalOptionSet>;
  addTable(table: Table): void;
  /** Takes the table and every relationship it has part in. */
  removeTable(logicalName: string): void;
  addColumn(table: string, column: Column): void;
  removeColumn(table: string, logicalName: string): void;
  addRelationship(relationship: Relationship): void;
  removeRelationship(schemaName: string): void;
  addKey(table: string, key: AlternateKey): void;
  removeKey(table: string, logicalName: string): void;
  /** The relationship behind `<property>@odata.bind` to a row of `referencedTable`; case matters. */
  lookup(table: string, navigationProperty: string, referencedTable: string): Relationship | undefined;
  /** Object type code for the next custom table. */
  nextObjectTypeCode(): number;
}

export interface MetadataStoreOptions {
  readonly clock: SandboxClock;
  /** Platform milliseconds until this "server" sees a change. */
  readonly propagationDelayMs?: number;
  /** The one language provisioned. */
  readonly languageCode?: number;
}

/** An empty environment. Logical names are keys of the maps; relationships are kept by schema name. */
export function createMetadataStore(options: MetadataStoreOptions): MetadataStore {
  const { clock, propagationDelayMs = 3_000, languageCode = 1033 } = options;
  const tables = new Map<string, Table>();
  const bySet = new Map<string, Table>();
  const relationships = new Map<string, Relationship>();
  let objectTypeCode = 10_000;

  const tableNamed = (name: string): Table => {
    const table = tables.get(name);
    if (table === undefined) throw new Error(`Unknown table ${name}`);
    return table;
  };
  const byReferencing = new Map<string, Relationship[]>();
  const byReferenced = new Map<string, Relationship[]>();
  const sides = [
    [byReferencing, "referencingTable"],
    [byReferenced, "referencedTable"],
  ] as const;

  return {
    languageCode,
    tables,
    relationships,
    optionSets: new Map(),
    tableBySet: (entitySetName) => bySet.get(entitySetName),
    lookupsOf: (name) => byReferencing.get(name) ?? [],
    referencesTo: (name) => byReferenced.get(name) ?? [],
    isVisible: (createdAtMs) => clock.now() - createdAtMs >= clock.scaled(propagationDelayMs),
    lookup: (table, navigationProperty, referencedTable) =>
      byReferencing
        .get(table)
        ?.find((one) => one.navigationProperty === navigationProperty && one.referencedTable === referencedTable),
    addTable(table) {
      tables.set(table.logicalName, table);
      bySet.set(table.entitySetName, table);
    },
    removeTable(name) {
      for (const { schemaName } of [...this.lookupsOf(name), ...this.referencesTo(name)]) {
        this.removeRelationship(schemaName);
      }
      bySet.delete(tableNamed(name).entitySetName);
      tables.delete(name);
    },
    addColumn: (table, column) => void tableNamed(table).columns.set(column.logicalName, column),
    removeColumn(table, name) {
      for (const { schemaName, referencingColumn } of this.lookupsOf(table)) {
        if (referencingColumn === name) this.removeRelationship(schemaName);
      }
      tableNamed(table).columns.delete(name);
    },
    addRelationship(relationship) {
      if (relationships.has(relationship.schemaName)) this.removeRelationship(relationship.schemaName);
      relationships.set(relationship.schemaName, relationship);
      // Lists are replaced, never changed: whoever walks one may add and remove meanwhile.
      for (const [index, side] of sides) {
        index.set(relationship[side], [...(index.get(relationship[side]) ?? []), relationship]);
      }
      const column = tables.get(relationship.referencingTable)?.columns.get(relationship.referencingColumn);
      if (column?.targets?.includes(relationship.referencedTable) === false) {
        column.targets.push(relationship.referencedTable);
      }
    },
    removeRelationship(schemaName) {
      const relationship = relationships.get(schemaName);
      if (relationship === undefined) return;
      relationships.delete(schemaName);
      for (const [index, side] of sides) {
        const others = index.get(relationship[side])?.filter((one) => one !== relationship) ?? [];
        index.set(relationship[side], others);
      }
      const { referencingTable, referencingColumn, referencedTable } = relationship;
      const column = tables.get(referencingTable)?.columns.get(referencingColumn);
      if (column?.targets !== undefined) {
        column.targets = column.targets.filter((target) => target !== referencedTable);
      }
    },
    addKey: (table, key) => void tableNamed(table).keys.set(key.logicalName, key),
    removeKey: (table, name) => void tableNamed(table).keys.delete(name),
    nextObjectTypeCode: () => objectTypeCode++,
  };
}
