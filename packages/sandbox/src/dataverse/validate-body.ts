import type { Column, Table, Value } from "./model.ts";
import { isReference } from "./odata-column.ts";
import type { Environment } from "./rows-environment.ts";
import { badRequest, invalidProperty, payloadError, undeclaredProperty } from "./rows-errors.ts";
import { bind } from "./validate-binding.ts";
import { isGuid, readValue } from "./validate-value.ts";

/** One attendee, organiser or other party of an activity, as deep insert brings it. */
export interface Party {
  readonly mask: number;
  readonly partyId: Value;
  readonly addressUsed: Value;
}

/** A request body as the write path takes it: checked, typed, without what may not be written. */
export interface Payload {
  readonly values: Map<string, Value>;
  /** The primary id, when the body carries it. */
  readonly id: string | undefined;
  readonly parties: readonly Party[] | undefined;
}

/** Reads a body for one row. Throws the platform's refusal for the first thing that is wrong. */
export function readBody(environment: Environment, table: Table, body: unknown, mode: "create" | "update"): Payload {
  if (!isObject(body)) throw payloadError(table.logicalName, "System.ArgumentException: Stream was not readable.");
  const values = new Map<string, Value>();
  let id: string | undefined;
  let parties: Party[] | undefined;
  for (const [name, raw] of Object.entries(body)) {
    const at = name.indexOf("@");
    if (at >= 0) {
      if (name.slice(at) === "@odata.type" && at === 0) checkType(table, raw);
      if (name.slice(at) !== "@odata.bind") {
        if (at > 0 && !(name.slice(0, at) in body)) throw undeclaredProperty(name.slice(0, at));
        continue;
      }
      const [column, value] = bind(environment, table, name.slice(0, at), raw);
      // The sibling of a polymorphic lookup may be cleared in the same body; it must not undo the one that is set.
      if (isWritable(column, mode) && !(value === null && values.has(column.logicalName))) {
        values.set(column.logicalName, value);
      }
    } else if (table.isActivity && name === `${table.logicalName}_activity_parties`) {
      parties = readParties(environment, raw);
    } else {
      const column = plainColumn(environment, table, name);
      if (column.isPrimaryId) id = readId(table, column, raw);
      else if (isWritable(column, mode)) values.set(name, readValue(table, column, raw));
    }
  }
  return { values, id, parties };
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Columns that may not be written in this way are dropped without a word, statecode on create among them. */
const isWritable = (column: Column, mode: "create" | "update") =>
  (mode === "create" ? column.validForCreate : column.validForUpdate) && column.type !== "Virtual";

/** Every target of a bulk request must say what it is. */
export function checkType(table: Table, type: unknown): void {
  const wanted = `Microsoft.Dynamics.CRM.${table.logicalName}`;
  if (type === wanted || type === `#${wanted}`) return;
  throw payloadError(
    table.logicalName,
    `Microsoft.OData.ODataException: A type named '${String(type)}' could not be resolved by the model. When a model is available, each type name must resolve to a valid type.`,
  );
}

function plainColumn({ metadata }: Environment, table: Table, name: string): Column {
  const reference = /^_(.+)_value$/.exec(name)?.[1];
  if (reference !== undefined && table.columns.has(reference)) {
    throw badRequest(
      "0x80060888",
      "CRM do not support direct update of Entity Reference properties, Use Navigation properties instead.",
    );
  }
  const column = table.columns.get(name);
  if (column === undefined || !metadata.isVisible(column.createdAtMs)) throw invalidProperty(table.logicalName, name);
  const isNavigation = metadata.lookupsOf(table.logicalName).some((each) => each.navigationProperty === name);
  if (isReference(column) && !isNavigation) throw invalidProperty(table.logicalName, name);
  return column;
}

function readId(table: Table, column: Column, raw: unknown): string | undefined {
  const value = readValue(table, column, raw);
  return typeof value === "string" && isGuid(value) ? value : undefined;
}

function readParties(environment: Environment, raw: unknown): Party[] {
  const table = environment.metadata.tables.get("activityparty");
  if (table === undefined || !Array.isArray(raw)) {
    throw payloadError("activityparty", "Microsoft.OData.ODataException: A 'StartArray' node was expected.");
  }
  return raw.map((item: unknown) => {
    const { values } = readBody(environment, table, item, "create");
    const mask = values.get("participationtypemask");
    if (typeof mask !== "number") throw badRequest("0x80040203", "Invalid argument: participationtypemask is missing.");
    return { mask, partyId: values.get("partyid") ?? null, addressUsed: values.get("addressused") ?? null };
  });
}
