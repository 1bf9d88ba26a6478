import type { ColumnType, DestinationColumn, DestinationTable } from "./destination.ts";

/** A table for tests, with the named columns of the given types. */
export function testTable(
  columns: Readonly<Record<string, ColumnType>>,
  more: Partial<DestinationColumn> = {},
): DestinationTable {
  const entries = Object.entries(columns).map(([name, type]): [string, DestinationColumn] => [
    name,
    {
      name,
      type,
      maxLength: type === "text" ? 50 : null,
      scale: type === "money" ? 2 : null,
      min: null,
      max: null,
      options: [],
      targets: [],
      isRequired: false,
      isCreatable: true,
      isUpdatable: name !== "overriddencreatedon",
      isCustom: false,
      ...more,
    },
  ]);
  return {
    name: "contact",
    displayName: "Contact",
    primaryId: "contactid",
    primaryName: "fullname",
    isCustom: false,
    isCustomisable: true,
    hasDocuments: false,
    isBulkCapable: true,
    columns: Object.fromEntries(entries),
    keys: [],
  };
}
