import type { ColumnType, DestinationColumn, DestinationTable } from "@flit/core/destination";
import type { ColumnSpec, SchemaSpec } from "@flit/core/plan";
import standardColumns from "./data/standard-columns.json" with { type: "json" };

/** Tables as they stand after provisioning: documented standard columns and everything the schema asks for. For tests. */
export function testingTables(schema: SchemaSpec): { readonly [name: string]: DestinationTable } {
  const standard = Object.entries(standardColumns).map(([name, columns]): [string, DestinationTable] => [
    name,
    tableOf(
      name,
      Object.entries(columns).map(([column, text]) => standardColumn(column, text)),
    ),
  ]);
  const tables = new Map(standard);
  for (const spec of schema.tables) {
    const known = tables.get(spec.name) ?? tableOf(spec.name, [ownColumn(spec.primary), ...customTableColumns]);
    const added = [
      ...spec.columns.map(ownColumn),
      ...spec.lookups.map((lookup) => ({
        ...blank,
        name: lookup.name,
        type: "lookup" as const,
        targets: [lookup.target],
      })),
    ];
    tables.set(spec.name, { ...known, columns: { ...known.columns, ...byName(added) } });
  }
  return Object.fromEntries(tables);
}

const blank: DestinationColumn = {
  name: "",
  type: "other",
  maxLength: null,
  scale: null,
  min: null,
  max: null,
  options: [],
  targets: [],
  isRequired: false,
  isCreatable: true,
  isUpdatable: true,
  isCustom: true,
};

const customTableColumns: readonly DestinationColumn[] = [
  { ...blank, name: "ownerid", type: "lookup" },
  { ...blank, name: "overriddencreatedon", type: "instant" },
  { ...blank, name: "statecode", type: "state", isCreatable: false },
  { ...blank, name: "statuscode", type: "status" },
];

function tableOf(name: string, columns: readonly DestinationColumn[]): DestinationTable {
  return {
    name,
    displayName: name,
    primaryId: `${name}id`,
    primaryName: "name",
    isCustom: name.includes("_"),
    isCustomisable: name !== "annotation",
    hasDocuments: true,
    isBulkCapable: true,
    columns: byName(columns),
    keys: [],
  };
}

function byName(columns: readonly DestinationColumn[]): { readonly [name: string]: DestinationColumn } {
  return Object.fromEntries(columns.map((column) => [column.name, column]));
}

/** `type:maximum length:r` with `r` for columns that cannot be written on create. */
function standardColumn(name: string, text: string): DestinationColumn {
  const [type = "other", maxLength = "", flag = ""] = text.split(":");
  return {
    ...blank,
    name,
    type: type as ColumnType,
    maxLength: maxLength === "" ? null : Number(maxLength),
    scale: type === "money" || type === "decimal" ? 4 : null,
    isCreatable: flag !== "r",
    isCustom: false,
  };
}

function ownColumn({ name, type, maxLength, scale, options }: ColumnSpec): DestinationColumn {
  return {
    ...blank,
    name,
    type,
    maxLength: maxLength ?? null,
    scale: scale ?? null,
    options: (options ?? []).map(({ value }) => value),
  };
}
