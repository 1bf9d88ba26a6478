import type { RowPage, RowPageRequest } from "@flit/core/connector";
import type { DestinationRow, FieldValue } from "@flit/core/destination";
import { Fault } from "@flit/core/fault";
import { z } from "zod";
import type { DataverseClient } from "./client.ts";
import { sideBySide } from "./gate.ts";
import { collect, tableMissing } from "./metadata.ts";
import type { TableShape } from "./table-shape.ts";

/** Ids in one filter: keeps the address under the length every proxy takes. */
const chunkSize = 40;

const annotation = "Microsoft.Dynamics.CRM.lookuplogicalname";
const annotated = `odata.include-annotations="${annotation}"`;
const row = z.record(z.string(), z.unknown());
type Row = z.infer<typeof row>;

/** Rows by id, with these columns; ids without a row are absent. Throws Fault. */
export async function readRows(
  client: DataverseClient,
  shape: TableShape,
  ids: readonly string[],
  columns: readonly string[],
): Promise<ReadonlyMap<string, DestinationRow>> {
  const { select, read } = reader(shape, columns);
  const { primaryId } = shape.table;
  const rows = new Map<string, DestinationRow>();
  // The platform spells ids its own way.
  const asked = new Map(ids.map((id) => [id.toLowerCase(), id]));
  const reading = chunksOf(ids, chunkSize).map((chunk) => async () => {
    const query = `${shape.setName}?$select=${select}&$filter=${anyOf(primaryId, chunk)}`;
    for (const found of await collect(client.list(query, row, { prefer: annotated }))) {
      const one = read(found);
      const own = asked.get(one.id.toLowerCase()) ?? one.id;
      rows.set(own, { ...one, id: own });
    }
  });
  await sideBySide(client.width(), reading);
  return rows;
}

/** One page of a whole table, by id. Throws Fault. */
export async function pageRows(client: DataverseClient, shape: TableShape, request: RowPageRequest): Promise<RowPage> {
  const { select, read } = reader(shape, request.columns);
  const filter =
    "filled" in request.where
      ? `${wireName(shape, request.where.filled)}%20ne%20null`
      : `_createdby_value%20eq%20${request.where.createdBy}`;
  // Links to a next page name what the page before ended with: ordered by id, nothing but an id.
  const first = `${shape.setName}?$select=${select}&$filter=${filter}&$orderby=${shape.table.primaryId}%20asc`;
  const page = z.object({ value: z.array(row), "@odata.nextLink": z.string().optional() });
  const prefer = `${annotated},odata.maxpagesize=${request.size}`;
  const found = await client.get(request.next ?? first, page, { prefer });
  if (found === null) throw new Fault("missing", tableMissing, `The environment has no table ${request.table}.`);
  return { rows: found.value.map(read), next: found["@odata.nextLink"] ?? null };
}

/** Whether there is any row, or any with this column filled; none where the column is not there. Throws Fault. */
export async function hasRows(client: DataverseClient, shape: TableShape, column: string | null): Promise<boolean> {
  if (column !== null && shape.table.columns[column] === undefined) return false;
  const filter = column === null ? "" : `&$filter=${wireName(shape, column)}%20ne%20null`;
  // An answer that is no list of rows must not read as "unused".
  for await (const _row of client.list(
    `${shape.setName}?$select=${shape.table.primaryId}&$top=1${filter}`,
    z.unknown(),
  ))
    return true;
  return false;
}

/** What to ask for, and how to read a row that was asked for like this. */
function reader(shape: TableShape, columns: readonly string[]) {
  const { primaryId } = shape.table;
  const readable = columns.filter((column) => shape.table.columns[column] !== undefined);
  const select = new Set([primaryId, ...readable.map((column) => wireName(shape, column))]);
  if (shape.table.columns.modifiedby !== undefined) select.add("_modifiedby_value");
  const read = (found: Row): DestinationRow => {
    const id = textOf(found[primaryId]);
    const version = textOf(found["@odata.etag"]);
    if (id === null || version === null) throw new Fault("protocol", "row-without-id");
    const fields = Object.fromEntries(readable.map((column) => [column, fieldValue(shape, column, found)]));
    return { id: id.toLowerCase(), version, modifiedBy: textOf(found._modifiedby_value), fields };
  };
  return { select: [...select].join(","), read };
}

/** Filter for rows whose property holds one of these ids, URL-encoded. */
export function anyOf(property: string, ids: readonly string[]): string {
  return ids.map((id) => `${property}%20eq%20${id}`).join("%20or%20");
}

/** Parts of a list, in order, none longer than `size`. */
export function chunksOf<T>(items: readonly T[], size: number): T[][] {
  const chunks: T[][] = [];
  for (let start = 0; start < items.length; start += size) chunks.push(items.slice(start, start + size));
  return chunks;
}

/** Property under which a column is read and filtered. */
export function wireName(shape: TableShape, column: string): string {
  return shape.table.columns[column]?.type === "lookup" ? `_${column}_value` : column;
}

function fieldValue(shape: TableShape, column: string, found: Row): FieldValue {
  const type = shape.table.columns[column]?.type;
  const value = found[wireName(shape, column)] ?? null;
  if (value === null) return null;
  if (type === "lookup") {
    const table = textOf(found[`_${column}_value@${annotation}`]) ?? shape.table.columns[column]?.targets[0];
    const id = textOf(value);
    return id === null || table === undefined ? null : { lookup: { table, id } };
  }
  if (typeof value === "number") return type === "decimal" || type === "money" ? decimalText(value) : value;
  if (typeof value === "string" || typeof value === "boolean") return value;
  throw new Fault("protocol", "unexpected-value", `${shape.table.name}.${column} holds a value of another type.`);
}

/** Plain digits, never an exponent. */
function decimalText(value: number): string {
  const text = String(value);
  return text.includes("e") ? value.toFixed(12).replace(/\.?0+$/, "") : text;
}

function textOf(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}
