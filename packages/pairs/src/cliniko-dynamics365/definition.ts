import type { Expression, FieldMap, ObjectMap } from "@flit/core/mapping";
import type { ColumnSpec, LookupSpec } from "@flit/core/plan";
import { constant, filled, join, meta, when } from "./expressions.ts";

/** The objects the product promises, as the report names them. */
export type ReportObject =
  | "Patient"
  | "Practitioner"
  | "Appointment"
  | "Treatment note"
  | "Appointment type"
  | "Invoice"
  | "Product"
  | "Company"
  | "Attachment"
  | "Insurance profile"
  | "Communication";

/** A field map to a column of ours: the column is declared where it is filled, and nowhere else. */
export interface OwnField extends FieldMap {
  readonly declares: { readonly column: ColumnSpec } | { readonly lookup: Omit<LookupSpec, "relationship"> };
}

/** An object map with the columns it needs. */
export interface ObjectDefinition {
  readonly map: ObjectMap;
  readonly reportsAs: ReportObject;
  readonly declared: readonly OwnField["declares"][];
}

type Draft = Omit<ObjectMap, "skip" | "source" | "target" | "finish"> & {
  readonly source: { readonly object: string; readonly joins?: ObjectMap["source"]["joins"] };
  readonly table: string;
  readonly reportsAs: ReportObject;
  readonly skip?: ObjectMap["skip"];
  readonly finish?: ObjectMap["finish"];
};

/** Parts a map, which is pure data, from the declarations of its columns. */
export function define(draft: Draft): ObjectDefinition {
  const { reportsAs, table, source, skip = [], finish = [], fields, retire, ...rest } = draft;
  const written = [...fields, ...finish, ...(retire ?? [])];
  return {
    map: {
      ...rest,
      source: { object: source.object, joins: source.joins ?? [] },
      target: { table },
      skip,
      fields: fields.map(plain),
      finish: finish.map(plain),
      ...(retire && { retire: retire.map(plain) }),
    },
    reportsAs,
    declared: written.filter(isOwn).map(({ declares }) => declares),
  };
}

/** A field map to a standard column. */
export function to(column: string, value: Expression, loses?: string): FieldMap {
  return loses === undefined ? { column, value } : { column, value, loses };
}

/** First value of Dataverse choices made by us: publisher's option prefix with four digits behind it. */
export const optionPrefix = 84135;
const firstOption = optionPrefix * 10_000;

/** Value of the option at this position of a choice of ours. */
export const optionValue = (position: number): number => firstOption + position;

/** Makes fields for columns of ours; names are design names such as `MRN`, the prefix is put before them. */
export function ownColumns(prefix: string) {
  const make = (
    name: string,
    value: Expression,
    more: Partial<ColumnSpec> & Pick<ColumnSpec, "type">,
    loses?: string,
  ): OwnField => {
    const column: ColumnSpec = {
      name: logicalName(prefix, name),
      schemaName: `${prefix}_${name}`,
      displayName: inWords(name),
      ...more,
    };
    return { ...to(column.name, value, loses), declares: { column } };
  };
  return {
    text: (name: string, maxLength: number, value: Expression, loses?: string) =>
      make(name, value, { type: "text", maxLength }, loses),
    url: (name: string, value: Expression) => make(name, value, { type: "text", maxLength: 2000, format: "url" }),
    memo: (name: string, value: Expression, loses?: string) =>
      make(name, value, { type: "memo", maxLength: 100_000 }, loses),
    integer: (name: string, value: Expression) =>
      make(name, value, { type: "integer", min: -2_147_483_648, max: 2_147_483_647 }),
    decimal: (name: string, value: Expression) =>
      make(name, value, { type: "decimal", scale: 4, min: -100_000_000_000, max: 100_000_000_000 }),
    money: (name: string, value: Expression) =>
      make(name, value, { type: "money", scale: 4, min: -100_000_000_000, max: 100_000_000_000 }),
    boolean: (name: string, value: Expression) => make(name, value, { type: "boolean" }),
    date: (name: string, value: Expression) => make(name, value, { type: "date" }),
    instant: (name: string, value: Expression) => make(name, value, { type: "instant" }),
    choice: (name: string, labels: readonly string[], value: Expression, loses?: string) =>
      make(
        name,
        value,
        { type: "choice", options: labels.map((label, index) => ({ value: optionValue(index), label })) },
        loses,
      ),
    lookup: (name: string, target: string, value: Expression): OwnField => {
      const column = logicalName(prefix, name);
      const lookup = { name: column, schemaName: `${prefix}_${name}`, displayName: inWords(name), target };
      return { ...to(column, value), declares: { lookup } };
    },
    /** A column with a name and specification decided elsewhere (custom fields). */
    column: (column: ColumnSpec, value: Expression): OwnField => ({ ...to(column.name, value), declares: { column } }),
  };
}
export type OwnColumns = ReturnType<typeof ownColumns>;

/** Logical name of a table or column of ours. */
export function logicalName(prefix: string, name: string): string {
  return `${prefix}_${name}`.toLowerCase();
}

/** Columns every row of ours in a table that accepts columns carries: where it comes from, and since when it is gone there. */
export function provenance(own: OwnColumns, mapping: string): readonly OwnField[] {
  return [
    // Ids of different Cliniko lists may be equal, and "-" is safe in addresses by alternate key.
    own.text("SourceSystemId", 64, join([constant(mapping), meta("id")], "-")),
    own.instant("ClinikoArchivedAt", meta("removedAt")),
  ];
}

/** Column for values longer than the column they belong to, declared with the first table that names it. */
export const overflowColumn = (prefix: string): ColumnSpec => ({
  name: logicalName(prefix, "Overflow"),
  schemaName: `${prefix}_Overflow`,
  displayName: "Overflow",
  type: "memo",
  maxLength: 1_048_576,
});

/** Original creation time; Dataverse takes it on create only. */
export const created: FieldMap = to("overriddencreatedon", meta("createdAt"));

/** Inactive when archived in Cliniko, active otherwise, so that an unarchived record comes back. */
export const archivedState: readonly FieldMap[] = [
  to("statecode", when(filled(meta("removedAt")), constant(1), constant(0))),
  to("statuscode", when(filled(meta("removedAt")), constant(2), constant(1))),
];

function plain({ column, value, loses }: FieldMap): FieldMap {
  return loses === undefined ? { column, value } : { column, value, loses };
}

function isOwn(field: FieldMap): field is OwnField {
  return "declares" in field;
}

/** `InsuranceProvider` → `Insurance Provider`. */
function inWords(name: string): string {
  return name.replaceAll(/([a-z0-9])([A-Z])/g, "$1 $2").replaceAll(/([A-Z]+)([A-Z][a-z])/g, "$1 $2");
}
