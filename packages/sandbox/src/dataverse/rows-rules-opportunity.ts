import type { Row, Value } from "./model.ts";
import { changeRow, onBehalfOf } from "./rows-effects.ts";
import type { Environment } from "./rows-environment.ts";
import { badRequest, validationError } from "./rows-errors.ts";
import { amountOf, roundMoney } from "./rows-money.ts";
import type { RuleContext, TableRules } from "./rows-rule.ts";
import { priceLine } from "./rows-rules-line.ts";
import { movesState, repeatsState } from "./rows-state.ts";

const messages: Readonly<Record<number, string>> = { 1: "Won", 2: "Lost" };
const open = 0;

/** Columns whose change makes the platform compute the totals again. */
const totalled = ["discountamount", "discountpercentage", "freightamount", "isrevenuesystemcalculated"];

/** Opportunities are won and lost by actions only, and closed ones cannot be edited. */
export const opportunityRules: TableRules = {
  beforeCreate({ environment }, values) {
    if (!values.has("isrevenuesystemcalculated")) values.set("isrevenuesystemcalculated", true);
    if ((values.get("customerid") ?? null) === null) {
      values.set("customerid", values.get("parentaccountid") ?? values.get("parentcontactid") ?? null);
    }
    checkPriceListCurrency(environment, values, undefined);
  },

  beforeUpdate(context, row, changes) {
    const state = changes.get("statecode");
    const message = typeof state === "number" && movesState(row, changes) ? messages[state] : undefined;
    if (message !== undefined) {
      throw badRequest(
        "0x80100005",
        `This message can not be used to set the state of opportunity to ${message}. In order to set state of opportunity to ${message}, use the ${message === "Won" ? "Win" : "Lose"}Opportunity message instead.`,
      );
    }
    if (row.values.get("statecode") !== open && !movesState(row, changes) && !repeatsState(row, changes)) {
      throw badRequest("0x8004022e", "The object cannot be updated because it is read-only.");
    }
    checkCurrencyChange(context.environment, row, changes);
    checkPriceListCurrency(context.environment, changes, row);
    if (totalled.some((column) => changes.has(column)) && linesOf(context.environment, row.id).length > 0) {
      for (const [column, value] of totals(context, row, changes)) changes.set(column, value);
    }
  },
};

/** Lines are priced when written, and move the totals, and so the version, of their opportunity. */
export const lineRules: TableRules = {
  beforeCreate({ environment, table }, values) {
    const parent = openParent(environment, values.get("opportunityid"));
    priceLine(environment, table, parent, values, undefined);
    values.set("transactioncurrencyid", parent.values.get("transactioncurrencyid") ?? null);
    values.set("ownerid", parent.values.get("ownerid") ?? null);
    values.set("opportunitystatecode", open);
  },
  beforeUpdate({ environment, table }, row, changes) {
    const parent = openParent(environment, changes.get("opportunityid") ?? row.values.get("opportunityid"));
    priceLine(environment, table, parent, changes, row);
  },
  beforeDelete: ({ environment }, row) => void parentOf(environment, row.values.get("opportunityid")),
  afterCreate: (context, row) => addUp(context, row),
  afterUpdate: (context, row) => addUp(context, row),
  afterDelete(context, row, leaving) {
    const parent = parentOf(context.environment, row.values.get("opportunityid"));
    if (parent !== undefined && !leaving.has(parent.id)) addUp(context, row);
  },
};

function addUp(context: RuleContext, line: Row): void {
  const parent = parentOf(context.environment, line.values.get("opportunityid"));
  if (parent === undefined) return;
  changeRow(context.environment, "opportunity", parent, totals(context, parent, new Map()), onBehalfOf(context.caller));
}

function totals({ environment }: RuleContext, row: Row, changes: ReadonlyMap<string, Value>): Map<string, Value> {
  const current = (column: string) => (changes.has(column) ? changes.get(column) : row.values.get(column));
  let items = 0;
  let tax = 0;
  let hasError = false;
  for (const { values } of linesOf(environment, row.id)) {
    items += amountOf(values.get("baseamount")) - amountOf(values.get("manualdiscountamount"));
    tax += amountOf(values.get("tax"));
    hasError ||= amountOf(values.get("pricingerrorcode")) !== 0;
  }
  const discount = amountOf(current("discountamount")) + (items * amountOf(current("discountpercentage"))) / 100;
  const total = roundMoney(items - discount + amountOf(current("freightamount")) + tax);
  const computed = new Map<string, Value>([
    ["totallineitemamount", roundMoney(items)],
    ["totaldiscountamount", roundMoney(discount)],
    ["totalamountlessfreight", roundMoney(items - discount)],
    ["totaltax", roundMoney(tax)],
    ["totalamount", total],
    // 1 is "Detail Error": one of the lines could not be priced.
    ["pricingerrorcode", hasError ? 1 : 0],
  ]);
  if (current("isrevenuesystemcalculated") !== false) computed.set("estimatedvalue", total);
  const columns = environment.metadata.tables.get("opportunity")?.columns;
  return new Map([...computed].filter(([column]) => columns?.has(column)));
}

const linesOf = ({ store }: Environment, id: string) => store.matching("opportunityproduct", ["opportunityid"], [id]);

function parentOf({ store }: Environment, reference: Value | undefined): Row | undefined {
  return typeof reference === "object" && reference !== null ? store.get("opportunity", reference.id) : undefined;
}

function openParent(environment: Environment, reference: Value | undefined): Row {
  const parent = parentOf(environment, reference);
  if (parent === undefined) throw validationError("0x80040200", "Required field 'opportunityid' is missing.");
  if (parent.values.get("statecode") === open) return parent;
  throw badRequest("0x80043b09", "The parent is read only and cannot be edited.");
}

function checkCurrencyChange(environment: Environment, row: Row, changes: ReadonlyMap<string, Value>): void {
  const wanted = changes.get("transactioncurrencyid");
  if (wanted === undefined || idOf(wanted) === idOf(row.values.get("transactioncurrencyid"))) return;
  if (linesOf(environment, row.id).length === 0) return;
  throw badRequest(
    "0x80048479",
    "The currency cannot be changed because this opportunity has Products Quotes, and/ or Orders associated with it.",
  );
}

function checkPriceListCurrency(
  environment: Environment,
  values: ReadonlyMap<string, Value>,
  row: Row | undefined,
): void {
  if (!values.has("pricelevelid") && !values.has("transactioncurrencyid")) return;
  const current = (column: string) => (values.has(column) ? values.get(column) : row?.values.get(column));
  const list = environment.store.get("pricelevel", idOf(current("pricelevelid")) ?? "");
  if (list === undefined) return;
  const currency = idOf(current("transactioncurrencyid")) ?? environment.ids.currencyId;
  if (idOf(list.values.get("transactioncurrencyid")) === currency) return;
  throw badRequest("0x80048cf6", "The currency of the record does not match the currency of the price list.");
}

const idOf = (value: Value | undefined) => (typeof value === "object" && value !== null ? value.id : undefined);
