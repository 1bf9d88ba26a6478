import type { Expression, FieldMap } from "@flit/core/mapping";
import {
  created,
  define,
  logicalName,
  type ObjectDefinition,
  type OwnColumns,
  ownColumns,
  provenance,
  to,
} from "../definition.ts";
import { constant, environment, field, join, meta, reference } from "../expressions.ts";
import type { PairOptions } from "../pair-options.ts";

/** Id of the one price list, see derived.ts. */
export const priceListId = "standard";

/** Stock products become catalogue products. */
export function product({ prefix }: PairOptions): ObjectDefinition {
  const own = ownColumns(prefix);
  return define({
    key: "product",
    title: "Products",
    reportsAs: "Product",
    source: {
      object: "products",
      joins: [taxJoin, { kind: "one", alias: "supplier", objects: ["product_suppliers"], by: "product_supplier" }],
    },
    table: "product",
    overflow: logicalName(prefix, "Overflow"),
    fields: [
      ...commonFields(own, "product", meta("id")),
      to("producttypecode", constant(1)),
      to("description", field("notes")),
      to("suppliername", field("product_supplier_name")),
      to("vendorname", field("@supplier.name")),
      to("standardcost", field("cost_price")),
      to("price", field("price_ex_tax")),
      own.decimal("PriceIncludingTax", field("price_including_tax")),
      own.text("SerialNumber", 255, field("serial_number")),
      own.decimal("StockQuantity", field("stock_level")),
    ],
    finish: published,
  });
}

/** Billable items become service products. */
export function billableItem({ prefix }: PairOptions): ObjectDefinition {
  const own = ownColumns(prefix);
  return define({
    key: "billable-item",
    title: "Billable items",
    reportsAs: "Product",
    source: { object: "billable_items", joins: [taxJoin] },
    table: "product",
    overflow: logicalName(prefix, "Overflow"),
    fields: [
      // Ids of the two lists may be equal.
      ...commonFields(own, "billable-item", join([constant("B"), meta("id")], "")),
      to("producttypecode", constant(3)),
      to("price", field("price")),
      own.text("BillableItemType", 50, field("item_type")),
    ],
    finish: published,
  });
}

/** The list every price stands in, in the environment's currency. */
export function priceList(): ObjectDefinition {
  return define({
    key: "price-list",
    title: "Price list",
    reportsAs: "Product",
    source: { object: "price_list" },
    table: "pricelevel",
    fields: [
      to("name", join([constant("Cliniko"), field("account_name")], " – ")),
      to("transactioncurrencyid", environment("currency")),
    ],
  });
}

/** Price list items of stock products, before tax. */
export function productPrice(): ObjectDefinition {
  return priceOf("product-price", "Product prices", "products", "product", field("price_ex_tax"));
}

/** Price list items of services. */
export function billableItemPrice(): ObjectDefinition {
  return priceOf("billable-item-price", "Billable item prices", "billable_items", "billable-item", field("price"));
}

const taxJoin = { kind: "one", alias: "tax", objects: ["taxes"], by: "tax" } as const;

/**
 * Only published products can be used. Archived ones are published too: a product on a price list cannot be retired,
 * and old invoices need it; ClinikoArchivedAt says since when it is gone.
 */
const published: readonly FieldMap[] = [
  to("statecode", constant(0), "Archived products stay active; ClinikoArchivedAt is set."),
  to("statuscode", constant(1)),
];

function commonFields(own: OwnColumns, mapping: string, uniqueId: Expression): readonly FieldMap[] {
  return [
    ...provenance(own, mapping),
    to("name", field("name")),
    to(
      "productnumber",
      join([field("item_code"), uniqueId], "-"),
      "Numbers must be unique in Dynamics, codes in Cliniko need not be: the id is added. ItemCode keeps the code.",
    ),
    own.text("ItemCode", 255, field("item_code")),
    own.text("TaxName", 255, field("@tax.name")),
    own.decimal("TaxRate", field("@tax.rate")),
    to("defaultuomid", environment("unit")),
    to("defaultuomscheduleid", environment("unitGroup")),
    to("quantitydecimal", constant(5)),
    to("productstructure", constant(1)),
    to("transactioncurrencyid", environment("currency")),
    created,
  ];
}

function priceOf(key: string, title: string, object: string, product: string, amount: Expression): ObjectDefinition {
  return define({
    key,
    title,
    reportsAs: "Product",
    source: { object },
    table: "productpricelevel",
    fields: [
      to("pricelevelid", reference("price-list", "pricelevel", constant(priceListId))),
      to("productid", reference(product, "product", meta("id"))),
      to("uomid", environment("unit")),
      to("pricingmethodcode", constant(1)),
      to("quantitysellingcode", constant(1)),
      to("amount", amount),
    ],
  });
}
