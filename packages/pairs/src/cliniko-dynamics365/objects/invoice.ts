import type { Expression, FieldMap } from "@flit/core/mapping";
import {
  created,
  define,
  logicalName,
  type ObjectDefinition,
  optionValue,
  ownColumns,
  provenance,
  to,
} from "../definition.ts";
import {
  all,
  constant,
  documented,
  each,
  environment,
  equals,
  field,
  filled,
  firstOf,
  join,
  meta,
  not,
  optionalReference,
  ownerOf,
  past,
  reference,
  transform,
  when,
} from "../expressions.ts";
import type { PairOptions } from "../pair-options.ts";
import { priceListId } from "./product.ts";

const paymentStatuses = ["Paid", "Due", "Overdue", "Cancelled", "Credit"] as const;
const statusValue = (status: (typeof paymentStatuses)[number]) => optionValue(paymentStatuses.indexOf(status));

/** Invoices become opportunities; every amount is the one Cliniko states. */
export function invoice(options: PairOptions): ObjectDefinition {
  const { prefix } = options;
  const own = ownColumns(prefix);
  const table = (name: string) => logicalName(prefix, name);
  return define({
    key: "invoice",
    title: "Invoices",
    reportsAs: "Invoice",
    source: {
      object: "invoices",
      joins: [
        { kind: "one", alias: "business", objects: ["businesses"], by: "business" },
        { kind: "one", alias: "single", objects: ["individual_appointments"], by: "appointment" },
        { kind: "many", alias: "attendees", object: "attendees", foreignKey: "booking", by: "appointment" },
      ],
    },
    table: "opportunity",
    overflow: table("Overflow"),
    fields: [
      ...provenance(own, "invoice"),
      to("name", join([constant("Invoice"), field("number")])),
      own.text("InvoiceNumber", 50, field("number")),
      to("customerid", reference("patient", "contact", field("patient"))),
      to("parentcontactid", reference("patient", "contact", field("patient"))),
      to("pricelevelid", reference("price-list", "pricelevel", constant(priceListId))),
      to("transactioncurrencyid", environment("currency")),
      to("isrevenuesystemcalculated", constant(false)),
      to("estimatedvalue", field("total_amount")),
      to("estimatedclosedate", field("issue_date")),
      to("description", field("notes")),
      own.choice(
        "PaymentStatus",
        paymentStatuses,
        paymentStatus(options),
        "Cliniko's API shows no payments or due dates: overdue counts from the issue date.",
      ),
      own.text("ClinikoStatus", 50, firstOf(field("status_description"), field("status"))),
      own.money("TaxAmount", field("tax_amount")),
      own.money("DiscountAmount", field("discounted_amount")),
      own.money("NetAmount", field("net_amount")),
      own.text(
        "CalculationMethod",
        50,
        firstOf(
          field("calculation_method_description"),
          documented(field("calculation_method"), { 1: "Legacy", 2: "Tax exclusive", 3: "Tax inclusive" }),
        ),
      ),
      own.date("IssueDate", field("issue_date")),
      own.instant("ClosedAt", field("closed_at")),
      own.memo("InvoiceTo", field("invoice_to")),
      own.memo("PatientExtraInformation", field("patient_extra_information")),
      own.text("Location", 255, firstOf(field("@business.display_name"), field("@business.business_name"))),
      own.lookup(
        "Practitioner",
        table("Practitioner"),
        reference("practitioner", table("Practitioner"), field("practitioner")),
      ),
      own.lookup("Appointment", table("Appointment"), optionalReference("appointment", table("Appointment"), attendee)),
      own.text("ClinikoBookingID", 32, field("appointment")),
      to("ownerid", ownerOf(field("practitioner"))),
      created,
    ],
    finish: [
      own.lookup(
        "OriginalInvoice",
        "opportunity",
        optionalReference("invoice", "opportunity", field("original_invoice")),
      ),
      ...(options.closePaidAsWon ? wonWhenPaid : []),
    ],
  });
}

/** Old invoices name the appointment alone: when it is a single one, its attendee is the only one there can be. */
const attendee = firstOf(
  field("attendee"),
  when(
    filled(field("@single.patient")),
    each(field("@attendees"), meta("id", "."), { where: not(filled(meta("removedAt", "."))), at: 0 }),
  ),
);

function paymentStatus({ overdueAfterDays }: PairOptions): Expression {
  const isOverdue = all(
    equals(field("status"), 10),
    past(transform("addDays", [field("issue_date")], { days: overdueAfterDays })),
  );
  return when(
    isOverdue,
    constant(statusValue("Overdue")),
    documented(field("status"), {
      10: statusValue("Due"),
      20: statusValue("Paid"),
      30: statusValue("Cancelled"),
      40: statusValue("Credit"),
    }),
  );
}

const isPaid = equals(field("status"), 20);
const wonWhenPaid: readonly FieldMap[] = [
  to("actualvalue", when(isPaid, field("total_amount"))),
  to("actualclosedate", when(isPaid, transform("date", [firstOf(field("closed_at"), field("issue_date"))]))),
  to("statecode", when(isPaid, constant(1), constant(0))),
  to("statuscode", when(isPaid, constant(3), constant(1))),
];

/** Invoice items become lines, in the order of their ids. */
export function invoiceLine(options: PairOptions): ObjectDefinition {
  const { prefix } = options;
  const own = ownColumns(prefix);
  const item = options.billableItemsAsProducts
    ? firstOf(productOf("product", "product"), productOf("billable-item", "billable_item"))
    : productOf("product", "product");
  return define({
    key: "invoice-line",
    title: "Invoice lines",
    reportsAs: "Invoice",
    source: { object: "invoice_items" },
    table: "opportunityproduct",
    overflow: logicalName(prefix, "Overflow"),
    fields: [
      ...provenance(own, "invoice-line"),
      to("opportunityid", reference("invoice", "opportunity", field("invoice"))),
      ...(options.catalogueLines ? catalogueFields(item) : writeInFields),
      to("priceperunit", field("unit_price")),
      to("quantity", firstOf(field("quantity"), constant("1"))),
      to("manualdiscountamount", field("discounted_amount")),
      to("tax", field("tax_amount")),
      own.lookup("Product", "product", item),
      own.text("ItemName", 500, field("name")),
      own.text("Code", 255, field("code")),
      own.money("NetPrice", field("net_price")),
      own.money("TotalIncludingTax", field("total_including_tax")),
      own.text("TaxName", 255, field("tax_name")),
      own.decimal("TaxRate", field("tax_rate")),
      own.decimal("DiscountPercentage", field("discount_percentage")),
      own.boolean("IsMonetaryDiscount", field("is_monetary_discount")),
      own.text("ConcessionType", 255, field("concession_type_name")),
      created,
    ],
  });
}

function productOf(mapping: string, path: string): Expression {
  return optionalReference(mapping, "product", field(path));
}

/** Lines have no state: one that was taken off the invoice says so. */
const lineName = join([when(filled(meta("removedAt")), constant("[Archived]")), field("name")]);

const writeInFields: readonly FieldMap[] = [
  to("isproductoverridden", constant(true)),
  to("productdescription", lineName, "Lines are written in; the lookup Product names the catalogue's product."),
];

/** A catalogue line where its product moved, else a write-in line. */
function catalogueFields(item: Expression): readonly FieldMap[] {
  const isKnown = filled(item);
  return [
    to("isproductoverridden", when(isKnown, constant(false), constant(true))),
    to("productid", item),
    to("uomid", when(isKnown, environment("unit"))),
    to("ispriceoverridden", when(isKnown, constant(true))),
    to("productdescription", when(isKnown, constant(null), lineName)),
  ];
}
