import type { Row, Table, Value } from "./model.ts";
import type { Environment } from "./rows-environment.ts";
import { badRequest, validationError } from "./rows-errors.ts";
import { amountOf, roundMoney } from "./rows-money.ts";

/** Reasons a catalogue line carries instead of a price; it is accepted all the same. */
const pricingErrors = { none: 0, missingPriceList: 2, missingUnit: 10, notInPriceList: 11 } as const;

/** Checks an opportunity line and computes its price and amounts into `values`. */
export function priceLine(
  environment: Environment,
  table: Table,
  parent: Row,
  values: Map<string, Value>,
  existing: Row | undefined,
): void {
  const current = (column: string): Value =>
    (values.has(column) ? values.get(column) : existing?.values.get(column)) ?? null;
  if (current("quantity") === null) throw missing("quantity");
  const isWriteIn = current("isproductoverridden") === true;
  const product = productOf(environment, current("productid"));
  if (isWriteIn) checkWriteIn(current);
  else checkCatalogue(product, values.has("productid"), existing);

  const price = isWriteIn ? undefined : listPrice(environment, parent, current);
  if (price !== undefined && current("ispriceoverridden") !== true) values.set("priceperunit", price.amount);
  const isForced = isWriteIn || current("ispriceoverridden") === true;
  values.set("pricingerrorcode", isForced ? pricingErrors.none : (price?.error ?? pricingErrors.none));

  const base = roundMoney(amountOf(current("priceperunit")) * amountOf(current("quantity")));
  values.set("baseamount", base);
  values.set("extendedamount", roundMoney(base - amountOf(current("manualdiscountamount")) + amountOf(current("tax"))));
  const name = isWriteIn ? current("productdescription") : (product?.values.get("name") ?? null);
  if (table.columns.has("opportunityproductname")) values.set("opportunityproductname", name);
}

function checkWriteIn(current: (column: string) => Value): void {
  if (current("productdescription") === null) throw missing("productdescription");
  if (current("productid") !== null || current("uomid") !== null) {
    throw badRequest("0x80040203", "A write-in product cannot have a product or a unit.");
  }
}

function checkCatalogue(product: Row | undefined, isChosenNow: boolean, existing: Row | undefined): void {
  if (product === undefined) throw badRequest("0x80043b11", "The product id is missing.");
  const isActive = product.values.get("statecode") === 0;
  if (!isActive && (isChosenNow || existing === undefined)) {
    throw badRequest("0x8004f908", "You can only add Active products.");
  }
}

function listPrice(
  { store }: Environment,
  parent: Row,
  current: (column: string) => Value,
): { amount: Value; error: number } {
  const [list, product, unit] = [parent.values.get("pricelevelid") ?? null, current("productid"), current("uomid")];
  if (unit === null) return { amount: null, error: pricingErrors.missingUnit };
  if (list === null) return { amount: null, error: pricingErrors.missingPriceList };
  const [item] = store.matching("productpricelevel", ["pricelevelid", "productid", "uomid"], [list, product, unit]);
  if (item === undefined) return { amount: null, error: pricingErrors.notInPriceList };
  return { amount: item.values.get("amount") ?? null, error: pricingErrors.none };
}

function productOf({ store }: Environment, reference: Value): Row | undefined {
  return typeof reference === "object" && reference !== null ? store.get("product", reference.id) : undefined;
}

const missing = (column: string) => validationError("0x80040200", `Required field '${column}' is missing.`);
