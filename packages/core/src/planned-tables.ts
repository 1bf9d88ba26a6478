import type { DestinationColumn, DestinationDescription, DestinationTable } from "./destination.ts";
import type { SchemaSpec, TableSpec } from "./plan.ts";

/** Tables as they will be once the plan is carried out: for trying a map before anything exists. */
export function plannedTables(
  spec: SchemaSpec,
  live: DestinationDescription,
): { readonly [name: string]: DestinationTable } {
  const planned = spec.tables.map((table): [string, DestinationTable] => {
    const base = live.tables[table.name] ?? emptyTable(table);
    const columns = [
      table.primary,
      ...table.columns,
      ...table.lookups.map((lookup) => ({
        name: lookup.name,
        displayName: lookup.displayName,
        type: "lookup" as const,
        target: lookup.target,
      })),
    ].map(plannedColumn);
    const added = columns.filter((column) => !base.columns[column.name] || !base.isCustom);
    const fresh = table.isNew ? systemColumns.map((column) => plannedColumn(column)) : [];
    return [table.name, { ...base, columns: { ...byName(fresh), ...byName(added), ...base.columns } }];
  });
  return { ...live.tables, ...Object.fromEntries(planned) };
}

function byName(columns: readonly DestinationColumn[]): { readonly [name: string]: DestinationColumn } {
  return Object.fromEntries(columns.map((column) => [column.name, column]));
}

/** Columns the platform gives every new table. */
const systemColumns = [
  { name: "ownerid", type: "lookup" },
  { name: "statecode", type: "state", options: [{ value: 0 }, { value: 1 }] },
  { name: "statuscode", type: "status", options: [{ value: 1 }, { value: 2 }] },
  { name: "overriddencreatedon", type: "instant" },
] as const;

function plannedColumn(spec: {
  readonly name: string;
  readonly displayName?: string;
  readonly type: DestinationColumn["type"];
  readonly maxLength?: number;
  readonly scale?: number;
  readonly min?: number;
  readonly max?: number;
  readonly options?: readonly { readonly value: number; readonly label?: string }[];
  readonly target?: string;
}): DestinationColumn {
  const labels = (spec.options ?? []).flatMap(({ value, label }) =>
    label === undefined ? [] : [[String(value), label] as const],
  );
  return {
    name: spec.name,
    ...(spec.displayName !== undefined && { displayName: spec.displayName }),
    type: spec.type,
    maxLength: spec.maxLength ?? null,
    scale: spec.scale ?? null,
    min: spec.min ?? null,
    max: spec.max ?? null,
    options: (spec.options ?? []).map((option) => option.value),
    ...(labels.length > 0 && { optionLabels: Object.fromEntries(labels) }),
    targets: spec.target === undefined ? [] : [spec.target],
    isRequired: false,
    isCreatable: true,
    isUpdatable: true,
    isCustom: true,
  };
}

function emptyTable(table: TableSpec): DestinationTable {
  return {
    name: table.name,
    displayName: table.displayName,
    primaryId: `${table.name}id`,
    primaryName: table.primary.name,
    isCustom: true,
    isCustomisable: true,
    hasDocuments: false,
    isBulkCapable: true,
    columns: {},
    keys: [],
  };
}
