import filterable from "./data/filterable.json" with { type: "json" };

export type FieldType = "int64" | "integer" | "string" | "boolean" | "date" | "date-time" | "array";

/** A collection of the API, named as in its path. */
export type ResourceName = keyof typeof filterable;

/** The hidden states: a list leaves rows out that are in one, unless it filters by that field. */
export const hiddenStates = ["archived_at", "cancelled_at"] as const;
export type HiddenState = (typeof hiddenStates)[number];

const types: { readonly [resource: string]: { readonly [field: string]: string } } = filterable;

export const resourceNames = Object.keys(filterable) as ResourceName[];

export function isResource(name: string): name is ResourceName {
  return Object.hasOwn(filterable, name);
}

/** The type a field is filtered as; undefined when Cliniko cannot filter by it. Source: Cliniko's OpenAPI of 2025-08. */
export function filterType(resource: ResourceName, field: string): FieldType | undefined {
  const fields = types[resource];
  return fields !== undefined && Object.hasOwn(fields, field) ? (fields[field] as FieldType) : undefined;
}
