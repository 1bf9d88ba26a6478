import type { OwnColumn } from "@flit/core/map-draft/own-columns";
import type { Expression, ObjectMap } from "@flit/core/mapping";
import type { ColumnSpec, LookupSpec, SchemaSpec, TableSpec } from "@flit/core/plan";
import { logicalName, optionPrefix, overflowColumn } from "./definition.ts";
import { definitions } from "./object-maps.ts";
import type { PairOptions } from "./pair-options.ts";

/** Our tables: design name, what people call one and many of them, and whether rows have an owner. */
const customTables = [
  ["AppointmentType", "Appointment Type", "Appointment Types", "organization"],
  ["Appointment", "Clinic Appointment", "Clinic Appointments", "user"],
  ["Practitioner", "Practitioner", "Practitioners", "user"],
  ["TreatmentNote", "Treatment Note", "Treatment Notes", "user"],
  ["InsuranceProfile", "Insurance Profile", "Insurance Profiles", "user"],
] as const;

/** Display names of the standard tables that get columns. */
const standardTables: { readonly [name: string]: readonly [string, string] } = {
  contact: ["Contact", "Contacts"],
  account: ["Account", "Accounts"],
  task: ["Task", "Tasks"],
  email: ["Email", "Emails"],
  phonecall: ["Phone Call", "Phone Calls"],
  product: ["Product", "Products"],
  opportunity: ["Opportunity", "Opportunities"],
  opportunityproduct: ["Opportunity Product", "Opportunity Products"],
};

/**
 * Tables, columns, lookups and keys these maps write to and that must exist before the first write; `wanted` are
 * columns people asked for while they reviewed the map.
 */
export function requiredSchema(
  maps: readonly ObjectMap[],
  options: PairOptions,
  wanted: readonly OwnColumn[] = [],
): SchemaSpec {
  const { prefix } = options;
  const used = usedColumns(maps);
  const declared: readonly Declared[] = [...declaredOf(options), ...wanted];
  const tables = [...used.keys()].sort().map((name): TableSpec => {
    const columns = used.get(name) ?? new Set();
    const mine = declared.filter(({ table }) => table === name);
    return {
      ...tableHead(prefix, name),
      columns: unique(
        mine.flatMap(({ column }) => (column && columns.has(column.name) ? [column] : [])),
        widest,
      ),
      lookups: unique(
        mine.flatMap(({ lookup }) => (lookup && columns.has(lookup.name) ? [lookup] : [])),
        (first) => first,
      ),
      keys: columns.has(logicalName(prefix, "SourceSystemId"))
        ? [
            {
              name: logicalName(prefix, "SourceSystemId_Key"),
              schemaName: `${prefix}_SourceSystemId_Key`,
              columns: [logicalName(prefix, "SourceSystemId")],
            },
          ]
        : [],
      ...(name === "contact" && options.sharePoint && { needsDocuments: true }),
    };
  });
  return {
    prefix,
    publisher: { uniqueName: `${prefix}stack`, displayName: "FlitStack", optionPrefix },
    solution: { uniqueName: `${prefix}_ClinikoMigration`, displayName: "Cliniko migration" },
    tables: tables.filter(
      ({ isNew, columns, lookups, keys, needsDocuments }) =>
        isNew || columns.length + lookups.length + keys.length > 0 || needsDocuments === true,
    ),
  };
}

/** Every table to describe: those written to, those looked up, and those the environment's values live in. */
export function destinationTables(maps: readonly ObjectMap[]): readonly string[] {
  const referenced = maps.flatMap((map) =>
    [...map.fields, ...map.finish, ...(map.retire ?? [])].flatMap(({ value }) => tablesIn(value)),
  );
  return [
    ...new Set([
      ...maps.map((map) => map.target.table),
      ...referenced,
      "systemuser",
      "transactioncurrency",
      "uom",
      "uomschedule",
    ]),
  ].sort();
}

interface Declared {
  readonly table: string;
  readonly column?: ColumnSpec;
  readonly lookup?: LookupSpec;
}

function declaredOf(options: PairOptions): readonly Declared[] {
  return definitions(options).flatMap(({ map, declared }): Declared[] => {
    const { table } = map.target;
    const own = declared.map((one) =>
      "column" in one
        ? { table, column: one.column }
        : { table, lookup: { ...one.lookup, relationship: relationshipName(options.prefix, table, one.lookup) } },
    );
    return map.overflow === undefined ? own : [...own, { table, column: overflowColumn(options.prefix) }];
  });
}

function usedColumns(maps: readonly ObjectMap[]): ReadonlyMap<string, ReadonlySet<string>> {
  const used = new Map<string, Set<string>>();
  for (const map of maps) {
    const columns = used.get(map.target.table) ?? new Set();
    for (const { column } of [...map.fields, ...map.finish, ...(map.retire ?? [])]) columns.add(column);
    if (map.overflow !== undefined) columns.add(map.overflow);
    used.set(map.target.table, columns);
  }
  return used;
}

function tableHead(prefix: string, name: string): Omit<TableSpec, "columns" | "lookups" | "keys"> {
  const custom = customTables.find(([design]) => logicalName(prefix, design) === name);
  const [one, many] = custom ? [custom[1], custom[2]] : (standardTables[name] ?? [name, name]);
  return {
    name,
    schemaName: custom ? `${prefix}_${custom[0]}` : name,
    displayName: one,
    displayCollectionName: many,
    ownership: custom?.[3] ?? "user",
    primary: {
      name: logicalName(prefix, "Name"),
      schemaName: `${prefix}_Name`,
      displayName: "Name",
      type: "text",
      maxLength: 300,
    },
    isNew: custom !== undefined,
  };
}

/** Relationship names are schema names: at most 100 characters, and unique in the environment. */
function relationshipName(
  prefix: string,
  table: string,
  lookup: { readonly target: string; readonly schemaName: string },
): string {
  const bare = (name: string) => (name.startsWith(`${prefix}_`) ? name.slice(prefix.length + 1) : name);
  return `${prefix}_${bare(lookup.target)}_${bare(table)}_${bare(lookup.schemaName)}`.slice(0, 100);
}

function unique<T extends { readonly name: string }>(
  all: readonly T[],
  settle: (first: T, second: T) => T,
): readonly T[] {
  const found = new Map<string, T>();
  for (const one of all) {
    const known = found.get(one.name);
    found.set(one.name, known ? settle(known, one) : one);
  }
  return [...found.values()];
}

/** Two maps of one table may ask for the same column: it is as long as the longer wish. */
function widest(first: ColumnSpec, second: ColumnSpec): ColumnSpec {
  return (second.maxLength ?? 0) > (first.maxLength ?? 0) ? second : first;
}

function tablesIn(expression: Expression): readonly string[] {
  switch (expression.op) {
    case "reference":
      return [expression.table, ...tablesIn(expression.id)];
    case "firstOf":
    case "join":
    case "transform":
      return expression.of.flatMap(tablesIn);
    case "when":
      return [...tablesIn(expression.then), ...tablesIn(expression.else)];
    default:
      return [];
  }
}
