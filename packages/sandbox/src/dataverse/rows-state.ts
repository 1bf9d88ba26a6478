import type { Row, Table, Value } from "./model.ts";
import { invalidStatus } from "./validate-value.ts";

/** Where a new row starts, when that is not the first state of its table: a draft, a booking. */
const initialStates: Readonly<Record<string, number>> = { product: 2, appointment: 3, opportunityclose: 1 };

/** Tables whose rows may start in more than one state, chosen by the status reason. */
const openStates: Readonly<Record<string, readonly number[]>> = { appointment: [0, 3] };

/** Sets state and status reason of a new row; statecode itself cannot be given. */
export function setInitialState(table: Table, values: Map<string, Value>): void {
  const states = table.columns.get("statecode")?.options;
  if (states === undefined) return;
  const name = table.logicalName;
  const initial = initialStates[name] ?? states[0]?.value ?? 0;
  const status = values.get("statuscode") ?? null;
  const given = typeof status === "number" ? stateOf(table, status) : initial;
  const allowed = openStates[name] ?? [initial];
  if (given === undefined || !allowed.includes(given)) throw invalidStatus(table, Number(status), initial);
  values.set("statecode", given);
  values.set("statuscode", status ?? firstStatus(table, given));
}

/** Completes and checks a change of state or status reason. */
export function checkStateChange(table: Table, row: Row, changes: Map<string, Value>): void {
  if (!changes.has("statecode") && !changes.has("statuscode")) return;
  const state = changes.get("statecode") ?? row.values.get("statecode") ?? null;
  if (typeof state !== "number") return;
  const status = changes.get("statuscode") ?? null;
  if (status === null) changes.set("statuscode", firstStatus(table, state));
  else if (stateOf(table, Number(status)) !== state) throw invalidStatus(table, Number(status), state);
}

/** True when the change leaves the row in another state than it is. */
export function movesState(row: Row, changes: ReadonlyMap<string, Value>): boolean {
  const state = changes.get("statecode");
  return typeof state === "number" && state !== row.values.get("statecode");
}

/** True when the change repeats the state the row is in, as a retried request does. */
export function repeatsState(row: Row, changes: ReadonlyMap<string, Value>): boolean {
  return [...changes].every(
    ([column, value]) => (column === "statecode" || column === "statuscode") && row.values.get(column) === value,
  );
}

const stateOf = (table: Table, status: number) =>
  table.columns.get("statuscode")?.options?.find((option) => option.value === status)?.state;

const firstStatus = (table: Table, state: number): Value =>
  table.columns.get("statuscode")?.options?.find((option) => option.state === state)?.value ?? null;
