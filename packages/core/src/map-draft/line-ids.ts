import type { MapLineValue } from "../map-line.ts";
import type { FieldMap, ObjectMap } from "../mapping.ts";

/** A field map with the line that stands for it. */
export interface IdentifiedField {
  readonly id: string;
  readonly phase: MapLineValue["phase"];
  readonly field: FieldMap;
}

/** The lines of a map's columns, in order; a column written in both phases has a line for each. */
export function identified(map: ObjectMap): readonly IdentifiedField[] {
  const created = new Set(map.fields.map(({ column }) => column));
  return [
    ...map.fields.map((field) => ({ id: `${map.key}.${field.column}`, phase: "fields" as const, field })),
    ...map.finish.map((field) => ({
      id: `${map.key}.${field.column}${created.has(field.column) ? ".finish" : ""}`,
      phase: "finish" as const,
      field,
    })),
  ];
}

/** Id of the line of a field that no column carries. */
export function unreadLineId(mapping: string, path: string): string {
  return `${mapping}.?${path}`;
}

/** A field map as the value of its line. */
export function lineValueOf({ phase, field }: Pick<IdentifiedField, "phase" | "field">): MapLineValue {
  return { column: field.column, phase, value: field.value, loses: field.loses ?? null, create: null };
}
