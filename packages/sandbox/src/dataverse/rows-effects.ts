import type { Row, Value } from "./model.ts";
import { type Caller, type Environment, instantNow } from "./rows-environment.ts";

/** The three things that can happen to a row, each recorded once its transaction is committed. No rules here. */

export function insertRow(
  environment: Environment,
  table: string,
  id: string,
  values: Map<string, Value>,
  caller: Caller,
): Row {
  const row = environment.store.insert(table, id, values);
  record(environment, "create", table, id, values.keys(), caller);
  return row;
}

/** Writes the changes and who made them when. A change of statecode is recorded as such. */
export function changeRow(
  environment: Environment,
  table: string,
  row: Row,
  changes: Map<string, Value>,
  caller: Caller,
): void {
  const columns = [...changes.keys()];
  const state = changes.get("statecode");
  const op = state !== undefined && state !== (row.values.get("statecode") ?? null) ? "state" : "update";
  if (environment.metadata.tables.get(table)?.columns.has("modifiedon")) {
    changes.set("modifiedon", instantNow(environment.clock));
    changes.set("modifiedby", { table: "systemuser", id: caller.userId });
    const { impersonatorId } = caller;
    changes.set(
      "modifiedonbehalfby",
      impersonatorId === undefined ? null : { table: "systemuser", id: impersonatorId },
    );
  }
  environment.store.change(table, row, changes);
  record(environment, op, table, row.id, columns, caller);
}

export function removeRow(environment: Environment, table: string, row: Row, caller: Caller): void {
  environment.store.remove(table, row);
  record(environment, "delete", table, row.id, [], caller);
}

/** The caller of what the platform does by itself because of a request: never an upsert. */
export const onBehalfOf = (caller: Caller): Caller => ({ ...caller, isUpsert: false });

function record(
  { store, log, clock }: Environment,
  op: "create" | "update" | "delete" | "state",
  table: string,
  id: string,
  columns: Iterable<string>,
  caller: Caller,
): void {
  const commit = { op, table, id, columns: [...columns], requestId: caller.requestId, by: caller.by };
  store.onCommit(() => log.append({ ...commit, at: clock.now(), isUpsert: caller.isUpsert === true }));
}
