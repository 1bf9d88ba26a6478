import { randomUUID } from "node:crypto";
import { type Body, readBoolean, readList, readText, readWrapped } from "./metadata-body.ts";
import { invalid } from "./metadata-column-definition.ts";
import { addColumn, readNamedColumn } from "./metadata-columns.ts";
import type { MetadataContext } from "./metadata-context.ts";
import { checkUnused } from "./metadata-dependencies.ts";
import { readLabel } from "./metadata-label.ts";
import { toColumn } from "./metadata-new-column.ts";
import { toRelationship } from "./metadata-new-relationship.ts";
import { forgetComponent, type SolutionScope } from "./metadata-solution.ts";
import { featureLookups, systemColumns, systemLookups } from "./metadata-system-columns.ts";
import type { Table } from "./model.ts";
import { badRequest } from "./rows-errors.ts";
import { bulkMessages } from "./schema-seed.ts";

/** Creates a custom table with its system columns, lookups and the columns posted, one of them the primary name. */
export function createTable(context: MetadataContext, scope: SolutionScope, body: Body): Table {
  const { metadata, clock } = context;
  const schemaName = scope.checkName(readText(body, "SchemaName"), "table");
  if (metadata.tables.has(schemaName.toLowerCase())) {
    throw badRequest("0x8004700b", "An entity with the specified name already exists. Please specify a unique name.");
  }
  const table = readTable(context, schemaName, body);
  const columns = readList(body, "Attributes").map((column) => readNamedColumn(context, scope, table, column));
  const [primaryName, ...others] = columns.filter((column) => column.isPrimaryName);
  if (primaryName === undefined || others.length > 0) {
    throw badRequest("0x80047014", "No attributes for Create Entity action: one must be the primary name attribute.");
  }
  if (primaryName.type !== "String") {
    throw badRequest("0x8004700e", "Primary UI Attribute has to be of type String");
  }
  table.primaryName = primaryName.logicalName;
  metadata.addTable(table);
  scope.note("table", table.metadataId);
  const place = { table, metadataId: () => randomUUID() as string, createdAtMs: clock.now() };
  for (const column of systemColumns(table)) metadata.addColumn(table.logicalName, toColumn(column, place));
  for (const column of columns) addColumn(context, scope, table, column);
  for (const lookup of systemLookups(table)) {
    metadata.addRelationship(toRelationship(metadata, table.logicalName, lookup, randomUUID(), clock.now()));
  }
  addFeatures(context, table);
  return table;
}

/** Replaces a definition. Notes and activities stay on once they are; labels left out stay only when merging. */
export function updateTable(context: MetadataContext, table: Table, body: Body, isMerging: boolean): void {
  const { languageCode } = context.metadata;
  const hasNotes = readBoolean(body, "HasNotes") ?? false;
  const hasActivities = readBoolean(body, "HasActivities") ?? false;
  if ((table.hasNotes && !hasNotes) || (table.hasActivities && !hasActivities)) {
    throw invalid(`HasNotes and HasActivities of '${table.logicalName}' cannot be turned off`);
  }
  const kept = (text: string) => (isMerging ? text : "");
  const displayName = readLabel(body, "DisplayName", languageCode) ?? kept(table.displayName);
  if (displayName === "") throw badRequest("0x8004700c", "The specified display name is not valid");
  const wasManagingDocuments = table.isDocumentManagementEnabled;
  Object.assign(table, {
    displayName,
    displayCollectionName: readLabel(body, "DisplayCollectionName", languageCode) ?? kept(table.displayCollectionName),
    description: readLabel(body, "Description", languageCode) ?? kept(table.description),
    hasNotes,
    hasActivities,
    changeTracking: readBoolean(body, "ChangeTrackingEnabled") ?? false,
    isDocumentManagementEnabled: readBoolean(body, "IsDocumentManagementEnabled") ?? false,
    raw: { ...body },
  });
  if (wasManagingDocuments && !table.isDocumentManagementEnabled) removeDocuments(context, table);
  addFeatures(context, table);
}

/** Drops a custom table with its rows, unless a column of another table refers to it. */
export function deleteTable(context: MetadataContext, table: Table): void {
  if (!table.isCustom) throw badRequest("0x80047008", "The specified entity is not customizable");
  checkUnused(context, { kind: "table", metadataId: table.metadataId, name: table.logicalName });
  const { metadata, rows } = context;
  rows.deleteAllOf(table.logicalName);
  const relationships = [...metadata.lookupsOf(table.logicalName), ...metadata.referencesTo(table.logicalName)];
  for (const part of [table, ...table.columns.values(), ...table.keys.values(), ...relationships]) {
    forgetComponent(context, part.metadataId);
  }
  metadata.removeTable(table.logicalName);
}

function readTable({ metadata, clock }: MetadataContext, schemaName: string, body: Body): Table {
  const displayName = readLabel(body, "DisplayName", metadata.languageCode);
  const displayCollectionName = readLabel(body, "DisplayCollectionName", metadata.languageCode);
  if (displayName === undefined || displayCollectionName === undefined) {
    throw badRequest("0x8004700c", "The specified display name is not valid");
  }
  const hasNotes = readBoolean(body, "HasNotes");
  if (hasNotes === undefined) throw invalid("Required field 'HasNotes' is missing");
  const ownership = readText(body, "OwnershipType");
  if (ownership !== "UserOwned" && ownership !== "OrganizationOwned") {
    throw invalid("OwnershipType must be UserOwned or OrganizationOwned");
  }
  if (readBoolean(body, "IsActivity") === true) throw invalid("Custom activities are not supported here");
  const logicalName = schemaName.toLowerCase();
  return {
    metadataId: randomUUID(),
    logicalName,
    schemaName,
    entitySetName: plural(logicalName),
    objectTypeCode: metadata.nextObjectTypeCode(),
    displayName,
    displayCollectionName,
    description: readLabel(body, "Description", metadata.languageCode) ?? "",
    primaryId: `${logicalName}id`,
    primaryName: "",
    ownership,
    isActivity: false,
    isCustom: true,
    hasNotes,
    hasActivities: readBoolean(body, "HasActivities") ?? false,
    canCreateAttributes: readWrapped(body, "CanCreateAttributes") !== false,
    changeTracking: readBoolean(body, "ChangeTrackingEnabled") ?? false,
    optimisticConcurrency: true,
    isDocumentManagementEnabled: readBoolean(body, "IsDocumentManagementEnabled") ?? false,
    bulkMessages: [...bulkMessages],
    columns: new Map(),
    keys: new Map(),
    createdAtMs: clock.now(),
    raw: { ...body },
  };
}

/** Entity set names follow English plurals, whatever the language. */
function plural(name: string): string {
  if (/(s|x|z|ch|sh)$/.test(name)) return `${name}es`;
  return /[^aeiou]y$/.test(name) ? `${name.slice(0, -1)}ies` : `${name}s`;
}

/** Adds the relationships of features that are on and have none yet, under any name. */
function addFeatures({ metadata, clock }: MetadataContext, table: Table): void {
  for (const [referencing, lookup] of featureLookups(table)) {
    const [, column] = lookup;
    const isThere = metadata
      .referencesTo(table.logicalName)
      .some((one) => one.referencingTable === referencing && one.referencingColumn === column);
    if (isThere) continue;
    metadata.addRelationship(toRelationship(metadata, referencing, lookup, randomUUID(), clock.now()));
  }
}

function removeDocuments({ metadata }: MetadataContext, table: Table): void {
  for (const { schemaName, referencingTable } of metadata.referencesTo(table.logicalName)) {
    if (referencingTable === "sharepointdocumentlocation") metadata.removeRelationship(schemaName);
  }
}
