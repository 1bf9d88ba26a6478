import { randomUUID } from "node:crypto";
import type { Row, Table, Value, WebApiReply, WebApiRequest } from "./model.ts";
import { changeRow, insertRow } from "./rows-effects.ts";
import { type Caller, type Environment, instantNow } from "./rows-environment.ts";
import { badRequest } from "./rows-errors.ts";
import { amountOf, roundMoney } from "./rows-money.ts";
import { isObject, readBody } from "./validate-body.ts";
import { invalidStatus } from "./validate-value.ts";

const states = { WinOpportunity: 1, LoseOpportunity: 2 } as const;

/** Wins or loses an opportunity, and leaves the activity that says so. */
export function closeOpportunity(
  environment: Environment,
  action: keyof typeof states,
  request: WebApiRequest,
  caller: Caller,
): WebApiReply {
  const { metadata, store } = environment;
  const table = metadata.tables.get("opportunity");
  const closeTable = metadata.tables.get("opportunityclose");
  const body = request.body;
  if (table === undefined || closeTable === undefined || !isObject(body) || !isObject(body.OpportunityClose)) {
    throw badRequest("0x80040203", "The required field 'OpportunityClose' is missing.");
  }
  const payload = readBody(environment, closeTable, body.OpportunityClose, "create");
  const reference = payload.values.get("opportunityid");
  const row = typeof reference === "object" && reference !== null ? store.get("opportunity", reference.id) : undefined;
  if (row === undefined) throw badRequest("0x80040200", "Required field 'opportunityid' is missing.");
  if (row.values.get("statecode") !== 0) throw badRequest("0x80040515", "The opportunity is already closed.");
  const state = states[action];
  const status = readStatus(table, body.Status, state);
  return store.transaction((): WebApiReply => {
    const end = payload.values.get("actualend") ?? instantNow(environment.clock);
    addClose(environment, row, payload.id, payload.values, end, caller);
    const revenue = payload.values.get("actualrevenue") ?? row.values.get("estimatedvalue") ?? null;
    const isDate = table.columns.get("actualclosedate")?.dateTimeBehavior === "DateOnly";
    const changes = new Map<string, Value>([
      ["statecode", state],
      ["statuscode", status],
      ["actualclosedate", isDate ? String(end).slice(0, 10) : end],
      ["actualvalue", action === "WinOpportunity" && revenue !== null ? roundMoney(amountOf(revenue)) : 0],
    ]);
    changeRow(environment, "opportunity", row, changes, caller);
    return { status: 204, headers: {} };
  });
}

function readStatus(table: Table, raw: unknown, state: number): number {
  const options = table.columns.get("statuscode")?.options ?? [];
  // -1 asks for the default reason of the state.
  const wanted = raw === -1 ? options.find((option) => option.state === state)?.value : raw;
  const option = options.find((each) => each.value === wanted && each.state === state);
  if (option === undefined) throw invalidStatus(table, Number(raw), state);
  return option.value;
}

function addClose(
  environment: Environment,
  opportunity: Row,
  id: string | undefined,
  given: ReadonlyMap<string, Value>,
  end: Value,
  caller: Caller,
): void {
  const now = instantNow(environment.clock);
  const user: Value = { table: "systemuser", id: caller.userId };
  const owner = opportunity.values.get("ownerid") ?? user;
  const values = new Map<string, Value>(given);
  for (const column of ["createdon", "modifiedon"]) values.set(column, now);
  for (const column of ["createdby", "modifiedby"]) values.set(column, user);
  for (const column of ["owninguser", "owningbusinessunit"]) values.set(column, opportunity.values.get(column) ?? null);
  values.set("ownerid", owner);
  values.set("activitytypecode", "opportunityclose");
  values.set("actualend", end);
  values.set("regardingobjectid", { table: "opportunity", id: opportunity.id });
  values.set("statecode", 1);
  values.set("statuscode", 2);
  insertRow(environment, "opportunityclose", id ?? randomUUID(), values, caller);
}
