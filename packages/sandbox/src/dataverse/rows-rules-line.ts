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
  const valueOf = (column: string): Value =>
    (values.has(column) ? values.get(column) : existing?.values.get(column)) ?? null;
  if (valueOf("quantity") === null) throw missing("quantity");
  const isWriteIn = valueOf("isproductoverridden") === true;
  const product = productOf(environment, valueOf("productid"));
  if (isWriteIn) checkWriteIn(valueOf);
  else checkCatalogue(product, values.has("productid"), existing);

  const price = isWriteIn ? undefined : listPrice(environment, parent, valueOf);
  if (price !== undefined && valueOf("ispriceoverridden") !== true) values.set("priceperunit", price.amount);
  const isForced = isWriteIn || valueOf("ispriceoverridden") === true;
  values.set("pricingerrorcode", isForced ? pricingErrors.none : (price?.error ?? pricingErrors.none));

  const base = roundMoney(amountOf(valueOf("priceperunit")) * amountOf(valueOf("quantity")));
  values.set("baseamount", base);
  values.set("extendedamount", roundMoney(base - amountOf(valueOf("manualdiscountamount")) + amountOf(valueOf("tax"))));
  const name = isWriteIn ? valueOf("productdescription") : (product?.values.get("name") ?? null);
  if (table.columns.has("opportunityproductname")) values.set("opportunityproductname", name);
}

function checkWriteIn(valueOf: (column: string) => Value): void {
  if (valueOf("productdescription") === null) throw missing("productdescription");
  if (valueOf("productid") !== null || valueOf("uomid") !== null) {
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
  valueOf: (column: string) => Value,
): { amount: Value; error: number } {
  const [list, product, unit] = [parent.values.get("pricelevelid") ?? null, valueOf("productid"), valueOf("uomid")];
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
