import type { Column, Row, Table, WebApiReply, WebApiRequest } from "./model.ts";
import { columnNamed, storedValue } from "./odata-column.ts";
import { compileFilter, type Filter } from "./odata-filter.ts";
import { checkOptions, readPreferences, readTop } from "./odata-options.ts";
import type { Cursor, PageItem } from "./odata-pages.ts";
import { createShaper, type JsonObject, type Shaper } from "./odata-shape.ts";
import { type Environment, findRow, rowsOfTable } from "./rows-environment.ts";
import { badRequest, queryError } from "./rows-errors.ts";

/** `$count` and `@odata.count` stop here. */
const countCeiling = 5_000;

/** GET of a set: a page of rows, or of what changed since a delta token. */
export function queryRows(environment: Environment, table: Table, request: WebApiRequest): WebApiReply {
  const { query } = request;
  checkOptions(query);
  const preferences = readPreferences(request.headers.prefer);
  const shape = createShaper(environment, table, {
    select: query.get("$select") ?? undefined,
    expand: query.get("$expand") ?? undefined,
    withAnnotations: preferences.withAnnotations,
  });
  const token = query.get("$skiptoken");
  const { cursor, offset } =
    token === null
      ? { cursor: openCursor(environment, table, query, preferences.tracksChanges), offset: 0 }
      : environment.pager.resume(token);
  const { items, next } = environment.pager.page(cursor, offset, preferences.pageSize ?? 5_000);
  const isDelta = query.has("$deltatoken");
  const body: JsonObject = { "@odata.context": contextOf(request, table, isDelta) };
  if (query.get("$count") === "true") body["@odata.count"] = Math.min(cursor.total, countCeiling);
  if (preferences.withAnnotations) {
    body["@Microsoft.Dynamics.CRM.totalrecordcount"] =
      query.get("$count") === "true" ? Math.min(cursor.total, countCeiling) : -1;
    body["@Microsoft.Dynamics.CRM.totalrecordcountlimitexceeded"] = cursor.total > countCeiling;
  }
  body.value = items.flatMap((item) => shown(environment, table, item, shape, request.baseUrl));
  if (next !== undefined) body["@odata.nextLink"] = linkWith(request, "$skiptoken", next);
  else if (cursor.deltaVersion !== undefined) {
    body["@odata.deltaLink"] = linkWith(
      request,
      "$deltatoken",
      `${cursor.deltaVersion}!${environment.ids.organizationId}`,
    );
  }
  const headers: Record<string, string> = {};
  const applied = request.headers.prefer;
  if (applied !== undefined) headers["preference-applied"] = applied;
  return { status: 200, headers, body };
}

/** `set/$count` as text. */
export function countRows(environment: Environment, table: Table, query: URLSearchParams): number {
  return Math.min(select(environment, table, query).length, countCeiling);
}

function openCursor(environment: Environment, table: Table, query: URLSearchParams, tracksChanges: boolean): Cursor {
  const { store } = environment;
  const deltaToken = query.get("$deltatoken");
  if (deltaToken !== null) {
    const since = Number(deltaToken.split("!")[0]);
    if (!Number.isSafeInteger(since)) throw badRequest("0x80044352", "The delta token is invalid.");
    const changed = [...store.table(table.logicalName).values()].filter((row) => row.version > since);
    const items: PageItem[] = changed.map(({ id }) => ({ id, isDeleted: false }));
    for (const { id } of store.deletedSince(table.logicalName, since)) {
      if (store.get(table.logicalName, id) === undefined) items.push({ id, isDeleted: true });
    }
    return { items, total: items.length, deltaVersion: store.version() };
  }
  if (tracksChanges) {
    if (!table.changeTracking) throw queryError(`Change tracking is not enabled for entity ${table.logicalName}.`);
    if (["$filter", "$orderby", "$top", "$expand"].some((name) => query.has(name))) {
      throw queryError("The query options $filter, $orderby, $expand and $top are not supported with change tracking.");
    }
  }
  const rows = select(environment, table, query);
  const top = readTop(query);
  const items = (top === undefined ? rows : rows.slice(0, top)).map(({ id }) => ({ id, isDeleted: false }));
  return { items, total: rows.length, deltaVersion: tracksChanges ? store.version() : undefined };
}

function select(environment: Environment, table: Table, query: URLSearchParams): Row[] {
  const text = query.get("$filter");
  const aliases = new Map([...query].filter(([name]) => name.startsWith("@")));
  const filter =
    text === null
      ? undefined
      : compileFilter(text, { metadata: environment.metadata, store: environment.store, table, aliases });
  const rows: Row[] = [];
  for (const row of candidates(environment, table, filter)) if (filter?.matches(row) ?? true) rows.push(row);
  const order = query.get("$orderby");
  return order === null ? rows : rows.sort(comparison(environment, table, order));
}

/** Asks an index when the filter names exact values, so that reading a hundred ids does not walk a whole table. */
function candidates(environment: Environment, table: Table, filter: Filter | undefined): Iterable<Row> {
  const { store } = environment;
  const exact = filter?.exact;
  const isPlain = store.table(table.logicalName).size > 0;
  if (exact === undefined || !isPlain) return rowsOfTable(environment, table.logicalName);
  const rows = exact.values.flatMap((value) =>
    exact.column === table.primaryId
      ? (store.get(table.logicalName, String(value)) ?? [])
      : store.matching(table.logicalName, [exact.column], [value]),
  );
  return new Set(rows);
}

function comparison(environment: Environment, table: Table, order: string): (left: Row, right: Row) => number {
  const terms = order.split(",").map((term) => {
    const [name = "", direction = "asc"] = term.trim().split(/\s+/);
    if (direction !== "asc" && direction !== "desc") throw queryError(`Syntax error at position 0 in '${order}'.`);
    return { column: columnNamed(environment.metadata, table, name), sign: direction === "asc" ? 1 : -1 };
  });
  return (left, right) => {
    for (const { column, sign } of terms) {
      const [first, second] = [sortValue(left, column), sortValue(right, column)];
      if (first === second) continue;
      if (first === null || second === null) return first === null ? -sign : sign;
      return first < second ? -sign : sign;
    }
    return 0;
  };
}

/** Nulls sort first, as in SQL Server. */
function sortValue(row: Row, column: Column): string | number | null {
  const value = storedValue(row, column);
  if (value === null || typeof value === "number") return value;
  return typeof value === "object" ? value.id : String(value).toLowerCase();
}

function shown(environment: Environment, table: Table, item: PageItem, shape: Shaper, baseUrl: string): JsonObject[] {
  if (item.isDeleted) {
    const context = `${baseUrl}/$metadata#${table.entitySetName}/$deletedEntity`;
    return [{ "@odata.context": context, id: item.id, reason: "deleted" }];
  }
  const found = findShown(environment, table, item.id);
  return found === undefined ? [] : [shape(found)];
}

function findShown(environment: Environment, table: Table, id: string): Row | undefined {
  if (table.logicalName !== "sdkmessagefilter") return findRow(environment, table.logicalName, id)?.row;
  for (const row of rowsOfTable(environment, table.logicalName)) if (row.id === id) return row;
  return undefined;
}

function contextOf(request: WebApiRequest, table: Table, isDelta: boolean): string {
  const select = request.query.get("$select");
  return `${request.baseUrl}/$metadata#${table.entitySetName}${select ? `(${select})` : ""}${isDelta ? "/$delta" : ""}`;
}

/** The same request with one token in place of the other. */
function linkWith(request: WebApiRequest, name: string, value: string): string {
  const query = new URLSearchParams(request.query);
  query.delete("$skiptoken");
  query.delete("$deltatoken");
  if (name === "$deltatoken") query.delete("$count");
  query.set(name, value);
  const text = [...query].map(([key, each]) => `${key}=${encodeURIComponent(each)}`).join("&");
  return `${request.baseUrl}/${request.path.replace(/^\//, "")}?${text}`;
}
