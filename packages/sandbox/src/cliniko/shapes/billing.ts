import { attendeeOf } from "../calendar.ts";
import words from "../data/words.json" with { type: "json" };
import { pick } from "../draw.ts";
import { dateOnly, link } from "../row.ts";
import type { Reference, Shape, World } from "../world.ts";

/** Nine invoices share thirteen items: the first four have two each. */
const invoicesPerBlock = 9;
const itemsPerBlock = 13;
/** Invoice 3 of each tenth block is a credit for invoice 2 of it. */
const isCredit = (invoice: number) => invoice % (invoicesPerBlock * 10) === 3;
const isCredited = (invoice: number) => isCredit(invoice + 1);
const statuses: { readonly [code: number]: string } = { 10: "Open", 20: "Paid", 30: "Closed", 40: "Open credit" };

interface Line {
  readonly unit: number;
  readonly discount: number;
  readonly gross: number;
  readonly tax: number;
}

/** Invoices and their items; the stated totals agree, in cents, but not by any one formula over the units. */
export function billingShapes(world: World, patientOfAppointment: (appointment: number) => Reference | undefined) {
  const { individual, invoices, invoiceItems, practitioners, businesses, billables, products } = world.sizes;
  const draw = world.draw("billing");
  const appointmentOf = (invoice: number) => Math.floor((invoice * individual) / invoices);
  const lineOf = (item: number): Line => {
    const invoice = invoiceOf(item);
    const sign = isCredit(invoice) ? -1 : 1;
    const source = isCredit(invoice) ? item - 2 : item;
    const unit = 2_000 + (draw(source, "price") % 40) * 500;
    const discount = draw(source, "discount") % 6 === 0 ? 1_000 : 0;
    const gross = sign * (unit - discount);
    return { unit: sign * unit, discount: sign * discount, gross, tax: isTaxed(source) ? Math.round(gross / 11) : 0 };
  };
  const isTaxed = (item: number) => draw(item, "taxed") % 2 === 0;

  const statusOf = (invoice: number) => {
    if (isCredit(invoice)) return 40;
    if (isCredited(invoice)) return 30;
    return invoice === 4 ? 55 : pick([20, 20, 20, 10], draw(invoice, "status"));
  };

  const invoiceShape: Shape = {
    count: invoices,
    isArchived: (invoice) => invoice === 5 || draw(invoice, "archived") % 61 === 0,
    links: {
      patient: (invoice) => patientOfAppointment(appointmentOf(isCredit(invoice) ? invoice - 1 : invoice)),
      practitioner: (invoice) => ({ resource: "practitioners", index: draw(invoice, "practitioner") % practitioners }),
      business: (invoice) => ({ resource: "businesses", index: draw(invoice, "business") % businesses }),
      appointment: (invoice) =>
        invoice % 7 === 6 ? undefined : { resource: "individual_appointments", index: appointmentOf(invoice) },
      attendee: (invoice) =>
        invoice % 7 === 6 ? undefined : { resource: "attendees", index: attendeeOf(appointmentOf(invoice)) },
      original_invoice: (invoice) => (isCredit(invoice) ? { resource: "invoices", index: invoice - 1 } : undefined),
    },
    body: (invoice, id, updatedAt) => {
      const lines = itemsOf(invoice).map(lineOf);
      const sum = (of: keyof Line) => lines.reduce((total, line) => total + line[of], 0);
      const status = statusOf(invoice);
      const method = 1 + (draw(invoice, "method") % 3);
      return {
        number: invoice + 1,
        issue_date: dateOnly(world.createdMs("invoices", invoice)),
        status,
        status_description: statuses[status] ?? "Written off",
        total_amount: money(sum("gross")),
        net_amount: money(sum("gross") - sum("tax")),
        tax_amount: money(sum("tax")),
        discounted_amount: money(sum("discount")),
        calculation_method: method,
        calculation_method_description: ["Legacy", "Tax exclusive", "Tax inclusive"][method - 1] ?? null,
        closed_at: status === 10 || status === 40 ? null : updatedAt,
        invoice_to:
          invoice % 10 === 0 ? "Southern Cross Insurance\r\nClaim #SX-4471\r\nPO Box 1\r\nCarlton VIC 3053" : "",
        patient_extra_information: null,
        notes: invoice === 6 ? "Payment plan agreed by phone. ".repeat(100) : "",
        online_payment_url: status === 10 ? `https://pay.example/${id}` : null,
        ...(isCredited(invoice) ? { reversed_invoices: link(`invoices?q%5B%5D=original_invoice_id%3A%3D${id}`) } : {}),
        invoice_items: link(`invoices/${id}/invoice_items`),
      };
    },
  };

  const isProduct = (item: number) => item % 6 === 5;
  const itemShape: Shape = {
    count: invoiceItems,
    isArchived: (item) => invoiceShape.isArchived?.(invoiceOf(item)) ?? false,
    links: {
      invoice: (item) => ({ resource: "invoices", index: invoiceOf(item) }),
      billable_item: (item) =>
        isProduct(item) || item === 3
          ? undefined
          : { resource: "billable_items", index: draw(item, "billable") % billables },
      product: (item) =>
        isProduct(item) ? { resource: "products", index: draw(item, "product") % products } : undefined,
    },
    body: (item) => {
      const line = lineOf(item);
      return {
        name:
          item === 3
            ? `Typed by hand ${"at the front desk ".repeat(30)}`
            : pick(isProduct(item) ? words.products : words.billables, draw(item, "name")),
        code: item % 4 === 0 ? "" : `B${100 + (item % 20)}`,
        quantity: item % 5 === 0 ? 1 : "1.0",
        unit_price: item === 2 ? `${(line.unit / 100).toFixed(4)}` : money(line.unit),
        net_price: item % 8 === 1 ? ((line.gross - line.tax) / 100).toFixed(4) : money(line.gross - line.tax),
        tax_amount: money(line.tax),
        tax_name: line.tax === 0 ? null : "GST",
        tax_rate: line.tax === 0 ? null : "10.0",
        // The specification says number, older documents decimal text: both occur.
        total_including_tax: item % 2 === 0 ? line.gross / 100 : money(line.gross),
        discount_percentage: null,
        discounted_amount: money(line.discount),
        is_monetary_discount: true,
        concession_type_name: item % 11 === 0 ? "Pensioner" : null,
      };
    },
  };
  return { invoices: invoiceShape, invoice_items: itemShape };
}

function invoiceOf(item: number): number {
  const place = item % itemsPerBlock;
  return Math.floor(item / itemsPerBlock) * invoicesPerBlock + (place < 8 ? Math.floor(place / 2) : place - 4);
}

function itemsOf(invoice: number): readonly number[] {
  const first = Math.floor(invoice / invoicesPerBlock) * itemsPerBlock;
  const place = invoice % invoicesPerBlock;
  return place < 4 ? [first + place * 2, first + place * 2 + 1] : [first + place + 4];
}

function money(cents: number): string {
  const text = (cents / 100).toFixed(2);
  return text.endsWith("0") ? text.slice(0, -1) : text;
}
