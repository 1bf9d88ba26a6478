import { DataverseError, type Table, type Value, type WebApiReply, type WebApiRequest } from "./model.ts";
import type { Caller, Environment } from "./rows-environment.ts";
import { badRequest, doesNotExist, payloadError } from "./rows-errors.ts";
import { createRow, notSupported, updateRow } from "./rows-write.ts";
import { readReference } from "./validate-binding.ts";
import { checkType, isObject, readBody } from "./validate-body.ts";

/** The three bulk messages of standard tables: all rows or none, and an error never says which row. */
export const bulkMessageNames = ["CreateMultiple", "UpdateMultiple", "UpsertMultiple"] as const;

export type BulkMessage = (typeof bulkMessageNames)[number];

type Target = Record<string, unknown>;

/** Runs one bulk request as a transaction. */
export function handleMultiple(
  environment: Environment,
  table: Table,
  message: BulkMessage,
  request: WebApiRequest,
  caller: Caller,
): WebApiReply {
  if (!table.bulkMessages.includes(message)) throw notSupported(message, table.logicalName);
  const targets = readTargets(table, request.body);
  return environment.store.transaction((): WebApiReply => {
    switch (message) {
      case "CreateMultiple":
        return created(request, createAll(environment, table, targets, caller));
      case "UpdateMultiple":
        for (const target of targets) updateOne(environment, table, target, caller);
        return { status: 204, headers: {} };
      case "UpsertMultiple":
        upsertAll(environment, table, targets, { ...caller, isUpsert: true });
        return { status: 204, headers: {} };
    }
  });
}

/** How many rows a bulk body carries, for the cost model. */
export const targetCount = (body: unknown) => (isObject(body) && Array.isArray(body.Targets) ? body.Targets.length : 0);

function readTargets(table: Table, body: unknown): Target[] {
  const targets = isObject(body) ? body.Targets : undefined;
  if (!Array.isArray(targets) || targets.length === 0) {
    throw badRequest("0x80040203", "The required field 'Targets' is missing or empty.");
  }
  return targets.map((target: unknown) => {
    if (!isObject(target)) throw payloadError(table.logicalName, "System.ArgumentException: Stream was not readable.");
    if (target["@odata.type"] === undefined) {
      throw payloadError(
        table.logicalName,
        "Microsoft.OData.ODataException: A type named 'Microsoft.Dynamics.CRM.crmbaseentity' is abstract; every item needs '@odata.type'.",
      );
    }
    checkType(table, target["@odata.type"]);
    return target;
  });
}

function createAll(environment: Environment, table: Table, targets: readonly Target[], caller: Caller): string[] {
  return targets.map((target) => insert(environment, table, target, caller));
}

function insert(environment: Environment, table: Table, target: Target, caller: Caller, id?: string): string {
  try {
    return createRow(environment, table, readBody(environment, table, target, "create"), caller, id).id;
  } catch (error) {
    if (error instanceof DataverseError && error.status === 412) {
      throw new DataverseError(412, error.code, "Cannot insert duplicate key.");
    }
    throw error;
  }
}

function updateOne(environment: Environment, table: Table, target: Target, caller: Caller): void {
  const payload = readBody(environment, table, target, "update");
  const id = payload.id ?? idIn(environment, table, target);
  if (id === undefined) throw badRequest("0x80040203", `The ${table.primaryId} of a target is missing.`);
  const row = environment.store.get(table.logicalName, id);
  if (row === undefined) throw doesNotExist(table.logicalName, id);
  updateRow(environment, table, row, payload, caller);
}

function upsertAll(environment: Environment, table: Table, targets: readonly Target[], caller: Caller): void {
  const seen = new Set<string>();
  for (const target of targets) {
    const { id, key } = identify(environment, table, target);
    const name = key === undefined ? id : key.values.map((value) => String(value).toLowerCase()).join("\u0000");
    if (name !== undefined && seen.has(name)) {
      throw badRequest("0x80040237", "Duplicate records with the same key were found in the Targets of the request.");
    }
    if (name !== undefined) seen.add(name);
    const row =
      key === undefined
        ? id && environment.store.get(table.logicalName, id)
        : environment.store.matching(table.logicalName, key.columns, key.values)[0];
    if (row) updateRow(environment, table, row, readBody(environment, table, target, "update"), caller);
    else insertByKey(environment, table, target, caller, id, key);
  }
}

interface Key {
  readonly columns: readonly string[];
  readonly values: readonly Value[];
}

/** The create path of an upsert by key fails when the body repeats the key; the update path does not mind. */
function insertByKey(
  environment: Environment,
  table: Table,
  target: Target,
  caller: Caller,
  id: string | undefined,
  key: Key | undefined,
): void {
  if (key === undefined) return void insert(environment, table, target, caller, id);
  if (key.columns.some((column) => column in target)) {
    throw badRequest("0x80040216", "An unexpected error occurred.");
  }
  const body = { ...target };
  for (const [index, column] of key.columns.entries()) body[column] = key.values[index];
  insert(environment, table, body, caller);
}

function identify(
  environment: Environment,
  table: Table,
  target: Target,
): { id: string | undefined; key: Key | undefined } {
  const reference = target["@odata.id"];
  if (typeof reference === "string") {
    const { table: named, key } = readReference(environment, reference);
    if (named !== table) throw badRequest("0x80040203", "A target belongs to another table.");
    return key.kind === "id" ? { id: key.id, key: undefined } : { id: undefined, key };
  }
  const id = target[table.primaryId];
  return { id: typeof id === "string" ? id.toLowerCase() : undefined, key: undefined };
}

function idIn(environment: Environment, table: Table, target: Target): string | undefined {
  const { id, key } = identify(environment, table, target);
  if (key === undefined) return id;
  return environment.store.matching(table.logicalName, key.columns, key.values)[0]?.id;
}

function created(request: WebApiRequest, ids: string[]): WebApiReply {
  const context = `${request.baseUrl}/$metadata#Microsoft.Dynamics.CRM.CreateMultipleResponse`;
  return { status: 200, headers: {}, body: { "@odata.context": context, Ids: ids } };
}
