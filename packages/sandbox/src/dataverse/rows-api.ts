import { DataverseError, type Row, type Table, type WebApiReply, type WebApiRequest } from "./model.ts";
import { columnNamed, isReference, storedValue } from "./odata-column.ts";
import { readPreferences } from "./odata-options.ts";
import { type RowKey, readRowPath } from "./odata-path.ts";
import { countRows, queryRows } from "./odata-query.ts";
import { createShaper, etag } from "./odata-shape.ts";
import { deleteRow } from "./rows-delete.ts";
import { type Caller, type Environment, findRow } from "./rows-environment.ts";
import { badRequest, doesNotExist, resourceNotFound, versionMismatch } from "./rows-errors.ts";
import { createRow, updateRow } from "./rows-write.ts";
import { bindingNamed, resolveKey } from "./validate-binding.ts";
import { readBody } from "./validate-body.ts";

/** One request for rows: a set, a row, a property or a reference. Writes are one transaction. */
export function handleRows(environment: Environment, request: WebApiRequest, caller: Caller): WebApiReply {
  const { table, key, rest } = readRowPath(environment.metadata, request.path);
  const detectsDuplicates = request.headers["mscrm.suppressduplicatedetection"]?.toLowerCase() === "false";
  const target = { environment, request, caller: detectsDuplicates ? { ...caller, detectsDuplicates } : caller, table };
  return environment.store.transaction(() => {
    if (key === undefined) return handleSet(target, rest);
    if (rest.length === 0) return handleRow(target, key);
    return handlePart(target, key, rest);
  });
}

interface Target {
  readonly environment: Environment;
  readonly request: WebApiRequest;
  readonly caller: Caller;
  readonly table: Table;
}

function handleSet({ environment, request, caller, table }: Target, rest: readonly string[]): WebApiReply {
  const { method } = request;
  if (rest.length === 1 && rest[0] === "$count" && method === "GET") {
    return {
      status: 200,
      headers: { "content-type": "text/plain" },
      body: countRows(environment, table, request.query),
    };
  }
  if (rest.length > 0) throw resourceNotFound(rest[0] ?? "");
  if (method === "GET") return queryRows(environment, table, request);
  if (method !== "POST") throw methodNotAllowed(method);
  const row = createRow(environment, table, readBody(environment, table, request.body, "create"), caller);
  return written({ environment, request, caller, table }, row, true);
}

function handleRow(target: Target, key: RowKey): WebApiReply {
  const { environment, request, caller, table } = target;
  switch (request.method) {
    case "GET": {
      const row = existing(target, key);
      const tag = request.headers["if-none-match"];
      if (tag !== undefined && tag === etag(row)) return { status: 304, headers: { etag: tag } };
      return { status: 200, headers: { etag: etag(row) }, body: represented(target, row) };
    }
    case "PATCH":
      return upsert(target, key);
    case "DELETE": {
      const row = existing(target, key);
      checkVersion(target, row);
      const home = environment.metadata.tables.get(homeOf(environment, table, row)) ?? table;
      deleteRow(environment, home, row, caller);
      return { status: 204, headers: {} };
    }
    default:
      throw methodNotAllowed(request.method);
  }
}

/** PATCH: If-Match makes it an update, If-None-Match a create; without them it is whichever fits. */
function upsert(target: Target, key: RowKey): WebApiReply {
  const { environment, request, table } = target;
  const ifMatch = request.headers["if-match"];
  const mayUpdate = request.headers["if-none-match"] !== "*";
  const row = find(environment, table, key);
  const caller: Caller = { ...target.caller, isUpsert: ifMatch === undefined && mayUpdate };
  if (row !== undefined) {
    if (!mayUpdate) throw new DataverseError(412, "", "A record with matching key values already exists.");
    checkVersion(target, row);
    const payload = readBody(environment, table, request.body, "update");
    updateRow(environment, table, row, payload, caller);
    return written(target, row, false);
  }
  if (ifMatch !== undefined) throw doesNotExist(table.logicalName, describe(key), "");
  const payload = readBody(environment, table, request.body, "create");
  if (key.kind === "alternate") {
    for (const [index, column] of key.columns.entries()) payload.values.set(column, key.values[index] ?? null);
  }
  return written(target, createRow(environment, table, payload, caller, key.kind === "id" ? key.id : undefined), true);
}

/** What follows a row in the address: `nav/$ref`, one property, or the row a lookup leads to. */
function handlePart(target: Target, key: RowKey, rest: readonly string[]): WebApiReply {
  const { environment, request, caller, table } = target;
  const [name = "", suffix] = rest;
  const row = existing(target, key);
  if (suffix === "$ref") {
    const { column } = bindingNamed(environment.metadata, table, name);
    if (request.method === "DELETE") {
      updateRow(
        environment,
        table,
        row,
        { values: new Map([[column.logicalName, null]]), id: undefined, parties: undefined },
        caller,
      );
      return { status: 204, headers: {} };
    }
    if (request.method !== "PUT") throw methodNotAllowed(request.method);
    const body = readBody(environment, table, { [`${name}@odata.bind`]: referenceIn(request.body) }, "update");
    updateRow(environment, table, row, body, caller);
    return { status: 204, headers: {} };
  }
  if (suffix !== undefined) throw resourceNotFound(suffix);
  if (request.method === "GET") return readPart(target, row, name);
  const value = request.method === "DELETE" ? null : valueIn(request);
  updateRow(environment, table, row, readBody(environment, table, { [name]: value }, "update"), caller);
  return { status: 204, headers: {} };
}

function readPart({ environment, request, table }: Target, row: Row, name: string): WebApiReply {
  const lookup = environment.metadata
    .lookupsOf(table.logicalName)
    .find((each) => each.navigationProperty === name && pointsAt(row, each.referencingColumn, each.referencedTable));
  if (lookup !== undefined) {
    const far = environment.metadata.tables.get(lookup.referencedTable);
    const reference = row.values.get(lookup.referencingColumn);
    if (far === undefined || typeof reference !== "object" || reference === null) return { status: 204, headers: {} };
    const path = `${far.entitySetName}(${reference.id})`;
    const id = resolveKey(environment, far.logicalName, { kind: "id", id: reference.id });
    return handleRow({ environment, request: { ...request, path }, caller: nobody, table: far }, { kind: "id", id });
  }
  const column = columnNamed(environment.metadata, table, name);
  const value = storedValue(row, column);
  if (value === null || isReference(column)) return { status: 204, headers: {} };
  const context = `${request.baseUrl}/$metadata#${table.entitySetName}(${row.id})/${name}`;
  return { status: 200, headers: {}, body: { "@odata.context": context, value } };
}

/** Reading needs no author. */
const nobody: Caller = { userId: "", requestId: "", by: "app" };

function written(target: Target, row: Row, isNew: boolean): WebApiReply {
  const { request, table } = target;
  const headers = { "odata-entityid": `${request.baseUrl}/${table.entitySetName}(${row.id})` };
  if (!readPreferences(request.headers.prefer).returnsRepresentation) return { status: 204, headers };
  const applied = { ...headers, etag: etag(row), "preference-applied": "return=representation" };
  return { status: isNew ? 201 : 200, headers: applied, body: represented(target, row) };
}

function represented({ environment, request, table }: Target, row: Row): object {
  const select = request.query.get("$select") ?? undefined;
  const shape = createShaper(environment, table, {
    select,
    expand: request.query.get("$expand") ?? undefined,
    withAnnotations: readPreferences(request.headers.prefer).withAnnotations,
  });
  const context = `${request.baseUrl}/$metadata#${table.entitySetName}${select ? `(${select})` : ""}/$entity`;
  return { "@odata.context": context, ...shape(row) };
}

function existing({ environment, table }: Target, key: RowKey): Row {
  const row = find(environment, table, key);
  if (row !== undefined) return row;
  if (key.kind === "alternate") resolveKey(environment, table.logicalName, key);
  throw doesNotExist(table.logicalName, describe(key));
}

function find(environment: Environment, table: Table, key: RowKey): Row | undefined {
  if (key.kind === "id") return findRow(environment, table.logicalName, key.id)?.row;
  const [row] = environment.store.matching(table.logicalName, key.columns, key.values);
  return row;
}

const homeOf = (environment: Environment, table: Table, row: Row) =>
  findRow(environment, table.logicalName, row.id)?.table ?? table.logicalName;

const describe = (key: RowKey) => (key.kind === "id" ? key.id : key.columns.join(", "));

function checkVersion({ request, table }: Target, row: Row): void {
  const wanted = request.headers["if-match"];
  if (wanted === undefined || wanted === "*") return;
  if (!table.optimisticConcurrency) {
    throw badRequest(
      "0x8006088d",
      `Optimistic concurrency isn't enabled for entity type ${table.logicalName}. The IfVersionMatches value of ConcurrencyBehavior can only be used if optimistic concurrency is enabled.`,
    );
  }
  if (wanted !== etag(row)) throw versionMismatch();
}

function pointsAt(row: Row, column: string, table: string): boolean {
  const value = row.values.get(column);
  return value === undefined || (typeof value === "object" && value !== null && value.table === table);
}

function referenceIn(body: unknown): unknown {
  return typeof body === "object" && body !== null && "@odata.id" in body ? body["@odata.id"] : undefined;
}

function valueIn({ method, body }: WebApiRequest): unknown {
  if (method !== "PUT") throw methodNotAllowed(method);
  if (typeof body === "object" && body !== null && "value" in body) return body.value;
  throw badRequest("0x80060888", "The property 'value' is missing in the payload.");
}

/** The address does not take this verb. */
export const methodNotAllowed = (method: string) =>
  new DataverseError(405, "0x80060888", `The requested resource does not support http method '${method}'.`);
