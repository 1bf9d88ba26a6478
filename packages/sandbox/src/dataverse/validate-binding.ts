import { type Column, DataverseError, type Metadata, type Table, type Value } from "./model.ts";
import { type RowKey, readRowPath } from "./odata-path.ts";
import { activityTables, type Environment } from "./rows-environment.ts";
import { badRequest, doesNotExist, payloadError, undeclaredProperty } from "./rows-errors.ts";

/** The lookup column a navigation property writes, and the tables it may point at. */
export interface Binding {
  readonly column: Column;
  readonly targets: readonly string[];
}

/** Navigation properties are case-sensitive, and those of lookups with several targets carry a suffix per target. */
export function bindingNamed(metadata: Metadata, table: Table, name: string): Binding {
  const matches = metadata
    .lookupsOf(table.logicalName)
    .filter((each) => each.navigationProperty === name && metadata.isVisible(each.createdAtMs));
  const [first] = matches;
  const column = table.columns.get(first?.referencingColumn ?? ownerColumn(table, name));
  if (column === undefined || !metadata.isVisible(column.createdAtMs)) throw undeclaredProperty(name);
  if (column.type === "Owner") return { column, targets: ["systemuser", "team"] };
  return { column, targets: matches.map((each) => each.referencedTable) };
}

/** `ownerid`, which activities also call `ownerid_task`. */
function ownerColumn(table: Table, name: string): string {
  const owner = table.columns.get("ownerid");
  const isOwner = owner?.type === "Owner" && (name === "ownerid" || name === `ownerid_${table.logicalName}`);
  return isOwner ? "ownerid" : "";
}

/** What `x@odata.bind` stores. The row must exist; a set of another table finds no row of the right one. */
export function bind(environment: Environment, table: Table, name: string, reference: unknown): [Column, Value] {
  const { column, targets } = bindingNamed(environment.metadata, table, name);
  if (reference === null) return [column, null];
  if (typeof reference !== "string") {
    throw payloadError(
      table.logicalName,
      `Microsoft.OData.ODataException: The value of '${name}@odata.bind' is not a URL.`,
    );
  }
  const path = readReference(environment, reference);
  const named = path.table.logicalName;
  const target = targets.includes(named) || targets.includes("activitypointer") ? named : (targets[0] ?? named);
  const id = resolveKey(environment, target, path.key);
  return [column, { table: target, id }];
}

/** `/set(key)`, `set(key)` or a whole address below this organisation. */
export function readReference({ metadata }: Environment, reference: string) {
  const path = readRowPath(metadata, reference.replace(/^https?:\/\/[^/]+\/api\/data\/v[\d.]+\//i, ""));
  if (path.key === undefined) throw badRequest("0x80060888", "Bad Request - Error in query syntax.");
  return { table: path.table, key: path.key };
}

/** The id of the row a key means. Throws 404 when there is none. */
export function resolveKey({ metadata, store }: Environment, table: string, key: RowKey): string {
  if (key.kind === "alternate") {
    const [row, other] = store.matching(table, key.columns, key.values);
    if (other !== undefined) {
      throw badRequest(
        "0x8006089d",
        `More than one record exists for entity ${table} with entity key involving attributes ${key.columns.join(", ")}`,
      );
    }
    if (row !== undefined) return row.id;
    const message = `A record with the specified key values does not exist in ${table} entity`;
    throw new DataverseError(404, "0x80060891", message);
  }
  const tables = table === "activitypointer" ? activityTables(metadata) : [table];
  if (tables.some((name) => store.get(name, key.id) !== undefined)) return key.id;
  throw doesNotExist(table, key.id);
}
