import type { SourceField, TargetColumn, ValueShape } from "@flit/core/matcher";
import type { GoldClinic, GoldSource, GoldTarget } from "./gold-clinic.ts";

const columnTypes: { readonly [type: string]: TargetColumn["type"] } = {
  String: "text",
  Memo: "memo",
  Picklist: "choice",
  MultiSelectPicklist: "choices",
  Lookup: "lookup",
  Owner: "lookup",
  Customer: "lookup",
  Boolean: "boolean",
  Integer: "integer",
  BigInt: "integer",
  Decimal: "decimal",
  Double: "decimal",
  Money: "money",
  State: "state",
  Status: "status",
  Uniqueidentifier: "id",
};
const fieldTypes: { readonly [type: string]: string } = {
  radiobuttons: "choice",
  checkboxes: "choices",
  datetime: "instant",
};

/** A source of a labelled clinic as the product would hand it to a matcher. */
export function fieldOf(source: GoldSource, { objectMap }: GoldClinic): SourceField {
  return {
    id: source.id,
    object: source.object,
    label: source.label,
    section: source.section,
    template: source.template,
    type: fieldTypes[source.type] ?? source.type,
    options: (source.options ?? []).map((option) => (typeof option === "string" ? option : option.label)),
    longest: source.profile?.lengthP95 ?? null,
    shape: shapeOf(source.profile?.pattern ?? null),
    aliases: (source.labelHistory ?? []).filter((label) => typeof label === "string"),
    table: objectMap[source.object] ?? null,
  };
}

/** A column as live metadata describe it; null for those nobody can write. */
export function columnOf(target: GoldTarget): TargetColumn | null {
  if (target.validForCreate === false || target.type === "Uniqueidentifier") return null;
  return {
    name: target.id,
    table: target.table,
    label: target.label,
    description: target.description,
    type: target.type === "DateTime" ? dateType(target) : (columnTypes[target.type] ?? "other"),
    maxLength: target.maxLength,
    options: (target.options ?? []).map(({ label }) => label),
    isCustom: target.custom ?? false,
  };
}

function dateType({ dateTimeBehavior }: GoldTarget): "date" | "instant" {
  return dateTimeBehavior === null || dateTimeBehavior === "DateOnly" ? "date" : "instant";
}

/** Class of a pattern in which 9 is a digit and a letter is a letter. */
function shapeOf(pattern: string | null): ValueShape | null {
  if (pattern === null) return null;
  if (pattern.includes("@")) return "email";
  if (/^\D?9{1,4}[/.-]9{1,4}(?:[/.-]9{2,4})?$/.test(pattern)) return "date";
  if (/^\$?9[9,]*\.9+$/.test(pattern)) return "decimal";
  if (/^9+$/.test(pattern)) return "digits";
  return /[A-Za-z]/.test(pattern) ? "words" : null;
}
