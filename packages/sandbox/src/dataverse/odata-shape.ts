import type { Column, Row, Table } from "./model.ts";
import { columnNamed, isReference, storedValue } from "./odata-column.ts";
import { readExpand } from "./odata-options.ts";
import { type Environment, findRow } from "./rows-environment.ts";
import { queryError } from "./rows-errors.ts";

export type JsonObject = { [name: string]: unknown };

/** Turns rows of one table into the JSON that `$select`, `$expand` and the annotation preference ask for. */
export type Shaper = (row: Row) => JsonObject;

export interface ShapeOptions {
  readonly select: string | undefined;
  readonly expand: string | undefined;
  readonly withAnnotations: boolean;
}

/** Compiles the shape once per request, refusing unknown names before any row is read. */
export function createShaper(environment: Environment, table: Table, options: ShapeOptions): Shaper {
  const columns = selectedColumns(environment, table, options.select);
  const expansions = (options.expand === undefined ? [] : readExpand(options.expand)).map(({ name, inner }) => ({
    name,
    read: expansion(environment, table, name, inner, options.withAnnotations),
  }));
  return (row) => {
    const json: JsonObject = { "@odata.etag": etag(row) };
    for (const column of columns) writeColumn(json, environment, column, row, options.withAnnotations);
    for (const { name, read } of expansions) json[name] = read(row);
    return json;
  };
}

export const etag = (row: Row) => `W/"${row.version}"`;

function selectedColumns(environment: Environment, table: Table, select: string | undefined): Column[] {
  const { metadata } = environment;
  const primary = table.columns.get(table.primaryId);
  const own = primary === undefined ? [] : [primary];
  if (select === undefined || select === "") {
    return [...table.columns.values()].filter((column) => isShown(column) && metadata.isVisible(column.createdAtMs));
  }
  const named = select.split(",").map((name) => columnNamed(metadata, table, name.trim()));
  return [...new Set([...named, ...own])];
}

/** Columns beside another one (names of choices and lookups) and those without a value of their own stay out. */
const isShown = (column: Column) =>
  column.validForRead &&
  !["Virtual", "PartyList", "ManagedProperty", "CalendarRules", "File"].includes(column.type) &&
  (column.attributeOf === undefined || column.type === "Money");

function writeColumn(
  json: JsonObject,
  environment: Environment,
  column: Column,
  row: Row,
  withAnnotations: boolean,
): void {
  const name = isReference(column) ? `_${column.logicalName}_value` : column.logicalName;
  const value = storedValue(row, column);
  const reference = typeof value === "object" && value !== null ? value : undefined;
  json[name] = reference === undefined ? value : reference.id;
  if (!withAnnotations || value === null) return;
  const label = column.options?.find((option) => option.value === value)?.label;
  if (label !== undefined) json[`${name}@OData.Community.Display.V1.FormattedValue`] = label;
  if (reference === undefined) return;
  const target = environment.metadata.tables.get(reference.table);
  const text = target && environment.store.get(reference.table, reference.id)?.values.get(target.primaryName);
  if (typeof text === "string") json[`${name}@OData.Community.Display.V1.FormattedValue`] = text;
  json[`${name}@Microsoft.Dynamics.CRM.lookuplogicalname`] = reference.table;
}

type Expansion = (row: Row) => JsonObject | JsonObject[] | null;

function expansion(
  environment: Environment,
  table: Table,
  name: string,
  inner: ReadonlyMap<string, string>,
  withAnnotations: boolean,
): Expansion {
  const { metadata, store } = environment;
  const shaperFor = (logicalName: string): Shaper => {
    const target = metadata.tables.get(logicalName);
    if (target === undefined) throw unknownNavigation(table, name);
    return createShaper(environment, target, {
      select: inner.get("$select"),
      expand: inner.get("$expand"),
      withAnnotations,
    });
  };
  const lookup = metadata.lookupsOf(table.logicalName).find((each) => each.navigationProperty === name);
  if (lookup !== undefined) {
    const shape = shaperFor(lookup.referencedTable);
    return (row) => {
      const reference = row.values.get(lookup.referencingColumn);
      if (typeof reference !== "object" || reference === null || reference.table !== lookup.referencedTable)
        return null;
      const found = findRow(environment, reference.table, reference.id);
      return found === undefined ? null : shape(found.row);
    };
  }
  const collection = collectionOf(environment, table, name);
  if (collection === undefined) throw unknownNavigation(table, name);
  const shape = shaperFor(collection.table);
  return (row) =>
    store.matching(collection.via, [collection.column], [row.id]).flatMap((match) => {
      const found =
        collection.via === collection.table ? match : store.get(collection.table, idIn(match, collection.table));
      return found === undefined ? [] : [shape(found)];
    });
}

/** Where a collection's rows come from: a child table, or an intersection table that points at both sides. */
function collectionOf({ metadata }: Environment, table: Table, name: string) {
  if (table.logicalName === "systemuser" && name === "systemuserroles_association") {
    return { via: "systemuserroles", column: "systemuserid", table: "role" };
  }
  if (table.isActivity && name === `${table.logicalName}_activity_parties`) {
    return { via: "activityparty", column: "activityid", table: "activityparty" };
  }
  const child = metadata.referencesTo(table.logicalName).find((each) => each.collectionNavigationProperty === name);
  return child && { via: child.referencingTable, column: child.referencingColumn, table: child.referencingTable };
}

function idIn(row: Row, table: string): string {
  const value = row.values.get(`${table}id`);
  return typeof value === "object" && value !== null ? value.id : String(value);
}

const unknownNavigation = (table: Table, name: string) =>
  queryError(`Could not find a property named '${name}' on type 'Microsoft.Dynamics.CRM.${table.logicalName}'.`);
