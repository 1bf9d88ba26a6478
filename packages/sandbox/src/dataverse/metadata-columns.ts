import { type Body, readText } from "./metadata-body.ts";
import { readColumnDefinition, readCommon, readLimits } from "./metadata-column-definition.ts";
import type { MetadataContext } from "./metadata-context.ts";
import { checkUnused } from "./metadata-dependencies.ts";
import { checkPropagated } from "./metadata-find.ts";
import { addCurrencyColumns, baseColumn } from "./metadata-money.ts";
import { forgetComponent, type SolutionScope } from "./metadata-solution.ts";
import type { Column, Table } from "./model.ts";
import { badRequest } from "./rows-errors.ts";

/** Adds a column to a table that takes any (0x80047008) and has none of that name (0x80047013). */
export function createColumn(context: MetadataContext, scope: SolutionScope, table: Table, body: Body): Column {
  checkCustomisable(table);
  checkPropagated(context, table);
  const column = readNamedColumn(context, scope, table, body);
  if (column.isPrimaryName) {
    throw badRequest("0x8004701e", `The ${table.logicalName} entity already has a primary name attribute`);
  }
  addColumn(context, scope, table, column);
  return column;
}

/** Adds a column whose definition was checked, with what comes along with money. */
export function addColumn(
  { metadata, clock }: MetadataContext,
  scope: SolutionScope,
  table: Table,
  column: Column,
): void {
  metadata.addColumn(table.logicalName, column);
  scope.note("column", column.metadataId);
  if (column.type !== "Money") return;
  metadata.addColumn(table.logicalName, baseColumn(column));
  addCurrencyColumns(metadata, table, clock.now());
}

/** A definition with its name, which must be new to the table. */
export function readNamedColumn(context: MetadataContext, scope: SolutionScope, table: Table, body: Body): Column {
  const schemaName = scope.checkName(readText(body, "SchemaName"), "column");
  checkNewColumn(table, schemaName);
  return { ...readColumnDefinition(context, body), schemaName, logicalName: schemaName.toLowerCase() };
}

export function checkNewColumn(table: Table, schemaName: string): void {
  if (table.columns.has(schemaName.toLowerCase())) {
    throw badRequest("0x80047013", "An attribute with the specified name already exists");
  }
}

export function checkCustomisable(table: Table): void {
  if (!table.canCreateAttributes) throw badRequest("0x80047008", "The specified entity is not customizable");
}

/** Replaces what may change: labels, requirement, limits. Type, format and options have other ways or none. */
export function updateColumn(context: MetadataContext, column: Column, body: Body): void {
  const { displayName, description, required, raw } = readCommon(context, body);
  Object.assign(column, { displayName, description, required, raw }, readLimits(column.type, body));
}

/** Removes a custom column with its values; lookups take their relationships along. */
export function deleteColumn(context: MetadataContext, table: Table, column: Column): void {
  if (column.attributeOf !== undefined) {
    throw badRequest("0x80047016", "The Child Attribute is not valid for deletion");
  }
  if (column.isPrimaryName) {
    throw badRequest("0x80047002", "The Primary UI Attribute is not valid for deletion");
  }
  if (!column.isCustom) throw badRequest("0x80047009", "The specified attribute is not a custom attribute");
  checkUnused(context, { kind: "column", metadataId: column.metadataId, name: column.logicalName });
  const { metadata, rows } = context;
  for (const relationship of metadata.lookupsOf(table.logicalName)) {
    if (relationship.referencingColumn === column.logicalName) forgetComponent(context, relationship.metadataId);
  }
  const parts = [column, ...table.columns.values().filter(({ attributeOf }) => attributeOf === column.logicalName)];
  for (const part of parts) {
    rows.clearColumn(table.logicalName, part.logicalName);
    metadata.removeColumn(table.logicalName, part.logicalName);
    forgetComponent(context, part.metadataId);
  }
}
