import { randomUUID } from "node:crypto";
import { type Column, DataverseError, type Row, type Table, type Value } from "./model.ts";
import { privilegeName, requirePrivilege } from "./privileges.ts";
import { refuseDuplicates } from "./rows-duplicates.ts";
import { changeRow, insertRow, removeRow } from "./rows-effects.ts";
import { type Caller, type Environment, findRow, instantNow } from "./rows-environment.ts";
import { badRequest, validationError } from "./rows-errors.ts";
import { checkKeys } from "./rows-keys.ts";
import { setMoney } from "./rows-money.ts";
import { setOwner } from "./rows-owner.ts";
import { rulesOf } from "./rows-rules.ts";
import { checkStateChange, setInitialState } from "./rows-state.ts";
import type { Party, Payload } from "./validate-body.ts";

/** Creates a row with everything the platform adds. `wantedId` comes from the address of an upsert. */
export function createRow(
  environment: Environment,
  table: Table,
  payload: Payload,
  caller: Caller,
  wantedId?: string,
): Row {
  const name = table.logicalName;
  const rules = rulesOf(table);
  if (rules.isReadOnly === true) throw notSupported("Create", name);
  requirePrivilege(environment, caller, privilegeName("Create", table));
  const id = wantedId ?? payload.id ?? randomUUID();
  refuseDuplicateId(environment, table, id);
  const { values } = payload;
  stamp(environment, table, values, caller);
  setInitialState(table, values);
  rules.beforeCreate?.({ environment, table, caller }, values, id);
  fillRequired(table, values);
  setMoney(environment, table, values, undefined);
  setFullName(table, values, undefined);
  if (caller.detectsDuplicates === true) refuseDuplicates(environment, table, values, undefined);
  checkKeys(environment, table, values, undefined);
  const row = insertRow(environment, name, id, values, caller);
  if (payload.parties !== undefined) insertParties(environment, table, id, payload.parties, caller);
  rules.afterCreate?.({ environment, table, caller }, row);
  return row;
}

/** Changes a row by the rules of its table. */
export function updateRow(environment: Environment, table: Table, row: Row, payload: Payload, caller: Caller): void {
  const rules = rulesOf(table);
  if (rules.isReadOnly === true) throw notSupported("Update", table.logicalName);
  requirePrivilege(environment, caller, privilegeName("Write", table));
  const changes = payload.values;
  for (const [column, value] of changes) {
    if (value === null && table.columns.get(column)?.required === "SystemRequired") throw requiredMissing(column);
  }
  checkStateChange(table, row, changes);
  rules.beforeUpdate?.({ environment, table, caller }, row, changes);
  if (changes.has("ownerid")) setOwner(environment, table, changes.get("ownerid") ?? null, changes);
  setMoney(environment, table, changes, row);
  setFullName(table, changes, row);
  if (caller.detectsDuplicates === true) refuseDuplicates(environment, table, changes, row);
  checkKeys(environment, table, changes, row);
  changeRow(environment, table.logicalName, row, changes, caller);
  if (payload.parties !== undefined) replaceParties(environment, table, row.id, payload.parties, caller);
  rules.afterUpdate?.({ environment, table, caller }, row, changes);
}

export const notSupported = (message: string, table: string) =>
  badRequest("0x80040800", `The '${message}' method does not support entities of type '${table}'.`);

export const requiredMissing = (column: string) =>
  validationError("0x80040200", `Required field '${column}' is missing.`);

function refuseDuplicateId(environment: Environment, table: Table, id: string): void {
  const family = table.isActivity ? "activitypointer" : table.logicalName;
  if (findRow(environment, family, id) === undefined) return;
  throw new DataverseError(412, "0x80040237", "A record with matching key values already exists.");
}

const importPrivilege = "prvOverrideCreatedOnCreatedBy";

/** Who, when, for whom; and in which currency, when the table counts money. */
function stamp(environment: Environment, table: Table, values: Map<string, Value>, caller: Caller): void {
  const { columns } = table;
  const now = instantNow(environment.clock);
  const user: Value = { table: "systemuser", id: caller.userId };
  const set = (column: string, value: Value) => {
    if (columns.has(column)) values.set(column, value);
  };
  const imported = values.get("overriddencreatedon") ?? null;
  if (imported !== null) {
    requirePrivilege(environment, caller, importPrivilege);
    if (String(imported) > now) throw badRequest("0x80040203", "overriddencreatedon cannot be a date in the future.");
    values.set(
      "overriddencreatedon",
      columns.get("overriddencreatedon")?.dateTimeBehavior === "DateOnly" ? now.slice(0, 10) : now,
    );
  }
  set("createdon", imported ?? now);
  set("modifiedon", now);
  set("createdby", user);
  set("modifiedby", user);
  if (caller.impersonatorId !== undefined) {
    const impersonator: Value = { table: "systemuser", id: caller.impersonatorId };
    for (const column of ["createdonbehalfby", "modifiedonbehalfby"]) set(column, impersonator);
  }
  if (table.isActivity) values.set("activitytypecode", table.logicalName);
  if (table.ownership === "UserOwned" && columns.has("ownerid")) {
    setOwner(environment, table, values.get("ownerid") ?? user, values);
  }
}

/** Required columns with an obvious default get it, as the platform's forms do; the others must be there. */
function fillRequired(table: Table, values: Map<string, Value>): void {
  for (const column of table.columns.values()) {
    if (column.required !== "SystemRequired" || !column.validForCreate || column.isPrimaryId) continue;
    if ((values.get(column.logicalName) ?? null) !== null || column.type === "EntityName") continue;
    const value = defaultOf(column);
    if (value === null) throw requiredMissing(column.logicalName);
    values.set(column.logicalName, value);
  }
}

function defaultOf(column: Column): Value {
  if (column.type === "Boolean") return false;
  return column.type === "Picklist" ? (column.options?.[0]?.value ?? null) : null;
}

/** People's full names are computed from their parts. */
function setFullName(table: Table, values: Map<string, Value>, row: Row | undefined): void {
  if (table.primaryName !== "fullname" || (row && !values.has("firstname") && !values.has("lastname"))) return;
  const part = (column: string) => (values.has(column) ? values.get(column) : row?.values.get(column));
  const name = [part("firstname"), part("lastname")].filter((text) => typeof text === "string").join(" ");
  values.set("fullname", name === "" ? null : name);
}

function insertParties(
  environment: Environment,
  table: Table,
  activityId: string,
  parties: readonly Party[],
  caller: Caller,
): void {
  for (const { mask, partyId, addressUsed } of parties) {
    const values = new Map<string, Value>([
      ["activityid", { table: table.logicalName, id: activityId }],
      ["participationtypemask", mask],
      ["partyid", partyId],
      ["addressused", addressUsed],
    ]);
    insertRow(environment, "activityparty", randomUUID(), values, caller);
  }
}

function replaceParties(
  environment: Environment,
  table: Table,
  activityId: string,
  parties: readonly Party[],
  caller: Caller,
): void {
  for (const party of environment.store.matching("activityparty", ["activityid"], [activityId])) {
    removeRow(environment, "activityparty", party, caller);
  }
  insertParties(environment, table, activityId, parties, caller);
}
