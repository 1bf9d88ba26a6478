import type { Column, ColumnType } from "./model.ts";

/** Names of one column type in metadata: the OData type, AttributeType and AttributeTypeName. */
export interface ColumnTypeNames {
  readonly odataType: string;
  readonly attributeType: string;
  readonly typeName: string;
}

/** Spellings of a column's type. Newer types all count as "Virtual" in the older enumeration. */
export function typeNames({ type }: Pick<Column, "type">): ColumnTypeNames {
  return {
    odataType: `${odataNames[type] ?? type}AttributeMetadata`,
    attributeType: isVirtual(type) ? "Virtual" : type,
    typeName: `${type}Type`,
  };
}

/** Types a client may add, by OData type. Lookups come with a relationship. */
export const creatableTypes: ReadonlyMap<string, ColumnType> = new Map(
  (
    [
      "String",
      "Memo",
      "Integer",
      "BigInt",
      "Decimal",
      "Double",
      "Money",
      "Boolean",
      "DateTime",
      "Picklist",
      "MultiSelectPicklist",
      "File",
    ] as const
  ).map((type) => [`${type}AttributeMetadata`, type]),
);

const odataNames: Partial<Record<ColumnType, string>> = {
  Uniqueidentifier: "UniqueIdentifier",
  Customer: "Lookup",
  Owner: "Lookup",
  PartyList: "Lookup",
  Virtual: "",
  CalendarRules: "",
};

const isVirtual = (type: ColumnType) =>
  type === "MultiSelectPicklist" || type === "File" || type === "Image" || type === "Virtual";
