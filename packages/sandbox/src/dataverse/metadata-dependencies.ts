import { randomUUID } from "node:crypto";
import { type ComponentKind, componentNames, componentTypes, type MetadataContext } from "./metadata-context.ts";
import type { Column, Relationship, Table } from "./model.ts";
import { badRequest } from "./rows-errors.ts";

export interface Component {
  readonly kind: ComponentKind;
  readonly metadataId: string;
  readonly name: string;
}

/** Components that stop being possible without this one, by its metadata id. */
export function dependentsOf({ metadata }: MetadataContext, metadataId: string): Component[] {
  for (const optionSet of metadata.optionSets.values()) {
    if (optionSet.metadataId === metadataId) return columnsOfOptionSet([...metadata.tables.values()], optionSet.name);
  }
  for (const relationship of metadata.relationships.values()) {
    if (relationship.metadataId === metadataId) {
      const table = metadata.tables.get(relationship.referencingTable);
      return table === undefined ? [] : keysWith(table, relationship.referencingColumn);
    }
  }
  for (const table of metadata.tables.values()) {
    if (table.metadataId === metadataId) {
      return metadata
        .referencesTo(table.logicalName)
        .filter((one) => one.isCustom && one.referencingTable !== table.logicalName)
        .filter((one) => metadata.tables.get(one.referencingTable)?.columns.get(one.referencingColumn)?.isCustom)
        .map(relationshipComponent);
    }
    const column = table.columns.values().find((one) => one.metadataId === metadataId);
    if (column !== undefined) return keysWith(table, column.logicalName);
  }
  return [];
}

/** Refuses a delete of something others need (0x8004f01f). */
export function checkUnused(context: MetadataContext, { kind, metadataId, name }: Component): void {
  const { length } = dependentsOf(context, metadataId);
  if (length === 0) return;
  throw badRequest(
    "0x8004f01f",
    `The ${componentNames[kind]}(${metadataId}) component cannot be deleted because it is referenced by ${length} other components. For a list of referenced components, use the RetrieveDependenciesForDeleteRequest. (${name})`,
  );
}

/** Rows of the answer of RetrieveDependenciesForDelete. */
export function dependencyRows(context: MetadataContext, metadataId: string, componentType: number) {
  return dependentsOf(context, metadataId).map((dependent) => ({
    dependencyid: randomUUID(),
    dependencytype: 2,
    requiredcomponentobjectid: metadataId,
    requiredcomponenttype: componentType,
    dependentcomponentobjectid: dependent.metadataId,
    dependentcomponenttype: componentTypes[dependent.kind],
  }));
}

const relationshipComponent = ({ metadataId, schemaName }: Relationship): Component => ({
  kind: "relationship",
  metadataId,
  name: schemaName,
});

const keysWith = (table: Table, column: string): Component[] =>
  [...table.keys.values()]
    .filter((key) => key.columns.includes(column))
    .map((key) => ({ kind: "key", metadataId: key.metadataId, name: key.schemaName }));

const columnsOfOptionSet = (tables: Table[], name: string): Component[] =>
  tables.flatMap((table) =>
    [...table.columns.values()]
      .filter((column: Column) => column.globalOptionSet === name)
      .map((column): Component => ({ kind: "column", metadataId: column.metadataId, name: column.logicalName })),
  );
