import type { Fields, FieldValue } from "@flit/core/destination";
import { Fault } from "@flit/core/fault";
import type { Metadata } from "./metadata.ts";
import type { TableShape } from "./table-shape.ts";

/** JSON text of a row's values, property by property. */
export type Payload = { readonly [property: string]: string };

/**
 * Values in the words of the Web API. Numbers given as decimal text become JSON numbers digit by digit, so that nothing
 * is rounded on the way. Throws Fault("invalid") for a column the table does not take: the platform would drop it silently.
 */
export async function toPayload(
  shape: TableShape,
  fields: Fields,
  action: "create" | "update",
  metadata: Metadata,
): Promise<Payload> {
  const payload: { [property: string]: string } = {};
  for (const [name, value] of Object.entries(fields)) {
    const column = shape.table.columns[name];
    if (column === undefined)
      throw new Fault("invalid", "column-missing", `${shape.table.name} has no column ${name}.`);
    if (!(action === "create" ? column.isCreatable : column.isUpdatable)) {
      throw new Fault("invalid", `column-not-for-${action}`, `${shape.table.name}.${name} cannot be set on ${action}.`);
    }
    if (column.type === "lookup") {
      // A new row points nowhere by itself.
      if (value === null && action === "create") continue;
      payload[`${navigationOf(shape, name, value)}@odata.bind`] = await bind(value, metadata);
    } else {
      payload[name] = scalar(column.type, value);
    }
  }
  return payload;
}

/** The payload as one JSON object. */
export function payloadText(payload: Payload): string {
  return `{${Object.entries(payload)
    .map(([property, text]) => `${JSON.stringify(property)}:${text}`)
    .join(",")}}`;
}

function navigationOf(shape: TableShape, column: string, value: FieldValue): string {
  // Owners are bound by the base type's own property, on every table.
  if (column === "ownerid") return "ownerid";
  const targets = shape.navigation[column] ?? {};
  const name = isLookup(value) ? targets[value.lookup.table] : Object.values(targets)[0];
  if (name === undefined) {
    throw new Fault("invalid", "lookup-target", `${shape.table.name}.${column} cannot point to that table.`);
  }
  return name;
}

async function bind(value: FieldValue, metadata: Metadata): Promise<string> {
  if (value === null) return "null";
  if (!isLookup(value)) throw new Fault("invalid", "not-a-lookup");
  return JSON.stringify(`/${await metadata.setName(value.lookup.table)}(${value.lookup.id})`);
}

function isLookup(value: FieldValue): value is Extract<FieldValue, { readonly lookup: unknown }> {
  return typeof value === "object" && value !== null;
}

const numeric = new Set(["integer", "decimal", "money", "choice", "state", "status"]);

function scalar(type: string, value: FieldValue): string {
  if (isLookup(value)) throw new Fault("invalid", "lookup-in-scalar");
  if (value === null) return "null";
  if (numeric.has(type) && typeof value === "string") {
    if (!/^-?(0|[1-9]\d*)(\.\d+)?$/.test(value)) throw new Fault("invalid", "not-a-number");
    return value;
  }
  // A day in a column of instants: the platform wants a zone with it.
  if (type === "instant" && typeof value === "string" && /^\d{4}-\d\d-\d\d$/.test(value))
    return JSON.stringify(`${value}T00:00:00Z`);
  return JSON.stringify(value);
}
