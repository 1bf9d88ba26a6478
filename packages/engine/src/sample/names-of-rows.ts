import type { FieldValue } from "@flit/core/destination";
import { Fault } from "@flit/core/fault";
import type { MigrationContext } from "../context.ts";

/** Columns that name rows of tables no map writes to. */
const nameColumns: Readonly<Record<string, string>> = {
  systemuser: "fullname",
  transactioncurrency: "currencyname",
  uom: "name",
  uomschedule: "name",
  pricelevel: "name",
};

/** Names of the rows that lookups point to, by `table:id`; those that cannot be read are left out. */
export async function namesOfRows(
  context: MigrationContext,
  values: readonly FieldValue[],
): Promise<ReadonlyMap<string, string>> {
  const lookups = values.flatMap((value) => (typeof value === "object" && value !== null ? [value.lookup] : []));
  const names = new Map<string, string>();
  for (const [table, group] of Map.groupBy(lookups, (one) => one.table)) {
    const column = context.live.tables[table]?.primaryName ?? nameColumns[table];
    if (column === undefined) continue;
    const rows = await readNames(context, table, [...new Set(group.map(({ id }) => id))], column);
    for (const [id, name] of rows) names.set(`${table}:${id}`.toLowerCase(), name);
  }
  return names;
}

/** A name is a help to people: a right that is missing does not stop the comparison. */
async function readNames(
  { destination }: MigrationContext,
  table: string,
  ids: readonly string[],
  column: string,
): Promise<readonly (readonly [string, string])[]> {
  try {
    const rows = await destination.read(table, ids, [column]);
    return [...rows].flatMap(([id, { fields }]) => {
      const name = fields[column];
      return typeof name === "string" ? [[id, name] as const] : [];
    });
  } catch (error) {
    if (error instanceof Fault && error.disposition !== "retry" && error.disposition !== "wait") return [];
    throw error;
  }
}
