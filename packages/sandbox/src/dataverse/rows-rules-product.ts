import { randomUUID } from "node:crypto";
import type { Row, Value } from "./model.ts";
import { insertRow, onBehalfOf } from "./rows-effects.ts";
import type { Environment } from "./rows-environment.ts";
import { badRequest } from "./rows-errors.ts";
import type { TableRules } from "./rows-rule.ts";
import { movesState, repeatsState } from "./rows-state.ts";

const states = { active: 0, retired: 1, draft: 2, underRevision: 3 } as const;

/** Products start as drafts, are locked once published, and have numbers of their own. */
export const productRules: TableRules = {
  beforeCreate({ environment }, values) {
    if ((values.get("productnumber") ?? null) === null)
      throw badRequest("0x80043b05", "The product number can not be null.");
    if ((values.get("defaultuomscheduleid") ?? null) === null) {
      throw badRequest("0x80043b0a", "The unit schedule id is missing.");
    }
    if ((values.get("defaultuomid") ?? null) === null) throw badRequest("0x80043b0d", "The unit id is missing.");
    checkUnit(environment, values.get("defaultuomid"), values.get("defaultuomscheduleid"));
    checkNumber(environment, values, undefined);
  },

  beforeUpdate({ environment }, row, changes) {
    if (repeatsState(row, changes)) return;
    const state = row.values.get("statecode");
    const isEditable = state === states.draft || state === states.underRevision;
    if (!isEditable && !movesState(row, changes)) {
      throw badRequest("0x8004f995", "Product, product family and bundle can only be updated in draft state.");
    }
    if (
      movesState(row, changes) &&
      changes.get("statecode") === states.retired &&
      pricesOf(environment, row).length > 0
    ) {
      throw badRequest(
        "0x8004f915",
        "You can't retire this product because it belongs to active bundles or price lists. Remove it from any bundles or price lists before you retire it.",
      );
    }
    checkNumber(environment, changes, row);
    const list = changes.get("pricelevelid") ?? null;
    if (
      list !== null &&
      !pricesOf(environment, row).some((item) => idOf(item.values.get("pricelevelid")) === idOf(list))
    ) {
      throw badRequest("0x80043b12", "The product has no price in this price list.");
    }
  },
};

/** One price per product, unit and list; the currency is that of the list. */
export const priceRules: TableRules = {
  beforeCreate({ environment }, values) {
    const { store } = environment;
    const list = store.get("pricelevel", idOf(values.get("pricelevelid")) ?? "");
    const product = store.get("product", idOf(values.get("productid")) ?? "");
    if (list === undefined) throw badRequest("0x80043b12", "The price level id is missing.");
    if (product === undefined) throw badRequest("0x80043b11", "The product id is missing.");
    if ((values.get("uomid") ?? null) === null) throw badRequest("0x80043b0d", "The unit id is missing.");
    checkUnit(environment, values.get("uomid"), product.values.get("defaultuomscheduleid"));
    refuseSecondPrice(environment, values, undefined);
    values.set("transactioncurrencyid", list.values.get("transactioncurrencyid") ?? null);
    values.set("productnumber", product.values.get("productnumber") ?? null);
    values.set("productidname", product.values.get("name") ?? null);
    values.set("pricingmethodcode", values.get("pricingmethodcode") ?? 1);
    values.set("quantitysellingcode", values.get("quantitysellingcode") ?? 1);
    values.set("roundingpolicycode", values.get("roundingpolicycode") ?? 1);
  },
  beforeUpdate: ({ environment }, row, changes) => refuseSecondPrice(environment, changes, row),
};

/** One row per ISO code. */
export const currencyRules: TableRules = {
  beforeCreate({ environment }, values) {
    const taken = environment.store.matching(
      "transactioncurrency",
      ["isocurrencycode"],
      [values.get("isocurrencycode") ?? null],
    );
    if (taken.length === 0) return;
    throw badRequest(
      "0x80048cf3",
      "Cannot insert duplicate currency record. Currency with the same currency code already exist in the system.",
    );
  },
};

/** A unit group comes with its base unit. */
export const unitScheduleRules: TableRules = {
  afterCreate({ environment, caller }, row) {
    const values = new Map<string, Value>(
      ["createdon", "modifiedon", "createdby", "modifiedby"].map((column) => [column, row.values.get(column) ?? null]),
    );
    values.set("name", row.values.get("baseuomname") ?? "Primary Unit");
    values.set("quantity", 1);
    values.set("isschedulebaseuom", true);
    values.set("uomscheduleid", { table: "uomschedule", id: row.id });
    insertRow(environment, "uom", randomUUID(), values, onBehalfOf(caller));
  },
};

function refuseSecondPrice({ store }: Environment, values: ReadonlyMap<string, Value>, row: Row | undefined): void {
  const columns = ["pricelevelid", "productid", "uomid"];
  const wanted = columns.map((column) => (values.has(column) ? values.get(column) : row?.values.get(column)) ?? null);
  if (!store.matching("productpricelevel", columns, wanted).some((item) => item.id !== row?.id)) return;
  throw badRequest("0x80043b08", "This product and unit combination has a price for this price list.");
}

function checkNumber({ store }: Environment, values: ReadonlyMap<string, Value>, row: Row | undefined): void {
  const wanted = values.get("productnumber");
  if (wanted === undefined || !store.matching("product", ["productnumber"], [wanted]).some(({ id }) => id !== row?.id))
    return;
  throw badRequest(
    "0x80043b06",
    "The specified product ID conflicts with the product ID of an existing record. Specify a different product ID and try again.",
  );
}

function checkUnit({ store }: Environment, unit: Value | undefined, schedule: Value | undefined): void {
  const found = store.get("uom", idOf(unit) ?? "");
  if (idOf(found?.values.get("uomscheduleid")) === idOf(schedule)) return;
  throw badRequest("0x80043b16", "The unit does not exist in the specified unit schedule.");
}

const pricesOf = ({ store }: Environment, { id }: Row) => store.matching("productpricelevel", ["productid"], [id]);

const idOf = (value: Value | undefined) => (typeof value === "object" && value !== null ? value.id : undefined);
