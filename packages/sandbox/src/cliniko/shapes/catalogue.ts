import words from "../data/words.json" with { type: "json" };
import { pick } from "../draw.ts";
import { link } from "../row.ts";
import type { Shape, World } from "../world.ts";

const groupTypes = new Set([8, 9, 13]);
const adjustments = ["Stock Purchase", "Item Sold", "Correction", "Damaged", "Returned", "Out of Date", "Other"];
const taxOf = (index: number) => (index % 3 === 2 ? undefined : ({ resource: "taxes", index: index % 2 } as const));

/** What the clinic offers and sells: appointment types, items, products, taxes, concessions. */
export function catalogueShapes(world: World) {
  const { appointmentTypes, billables, products } = world.sizes;
  const draw = world.draw("catalogue");

  const types: Shape = {
    count: appointmentTypes,
    isArchived: (index) => index === 14,
    links: { treatment_note_template: (index) => ({ resource: "treatment_note_templates", index: index % 3 }) },
    body: (index, id) => ({
      name: pick(words.appointmentTypes, index),
      description: index % 2 === 0 ? "" : "Please arrive ten minutes early.",
      category: index % 4 === 3 ? null : pick(["Physiotherapy", "Massage", "Classes"], index),
      color: `#${(draw(index, "color") % 0xffffff).toString(16).padStart(6, "0")}`,
      duration_in_minutes: 30 + 15 * (index % 4),
      max_attendees: groupTypes.has(index) ? 6 : 1,
      show_in_online_bookings: index % 2 === 0,
      telehealth_enabled: index === 7,
      online_payments_enabled: index === 0,
      online_payments_mode: index === 0 ? "deposit_required" : null,
      deposit_price: index === 0 ? "25.0" : null,
      add_deposit_to_account_credit: false,
      online_bookings_lead_time_hours: null,
      appointment_reminder_template_ids: ["1001", "1002"],
      appointment_confirmation_template_ids: ["1003"],
      appointment_follow_up_template_ids: [],
      appointment_type_billable_items: link(`appointment_type_billable_items?q%5B%5D=appointment_type_id%3A%3D${id}`),
      appointment_type_products: link(`appointment_type_products?q%5B%5D=appointment_type_id%3A%3D${id}`),
      practitioners: link(`appointment_types/${id}/practitioners`),
    }),
  };

  const billableItems: Shape = {
    count: billables,
    isArchived: (index) => index === 29,
    links: { tax: taxOf },
    body: (index) => ({
      name:
        index === 1
          ? `Report ${"and correspondence ".repeat(8)}`
          : `${pick(words.billables, index)} ${1 + Math.floor(index / 10)}`,
      // Item codes repeat and are missing: they identify nothing.
      item_code: index % 7 === 0 ? "" : index % 7 === 1 ? null : `B${100 + (index % 20)}`,
      item_type: index === 2 ? "Voucher" : "Service",
      price: index === 3 ? "18.1818" : `${60 + (index % 9) * 15}.0`,
    }),
  };

  const productShape: Shape = {
    count: products,
    isArchived: (index) => index % 20 === 19,
    links: {
      tax: taxOf,
      product_supplier: (index) => (index % 5 === 4 ? undefined : { resource: "product_suppliers", index: index % 6 }),
    },
    body: (index, id) => ({
      name: `${pick(words.products, index)} ${["S", "M", "L", "XL", "Pro", "Kids"][Math.floor(index / 10)] ?? ""}`,
      item_code: index % 6 === 0 ? "" : `P-${index % 50}`,
      serial_number: index % 8 === 0 ? `SN${9000 + index}` : null,
      notes: index % 3 === 0 ? "" : null,
      cost_price: `${5 + (index % 12)}.5`,
      price_ex_tax: index === 1 ? "18.1818" : `${10 + index}.0`,
      price_including_tax: index === 1 ? "20.0" : `${((10 + index) * 1.1).toFixed(2)}`,
      // The specification says decimal text, older documents a number.
      stock_level: index % 4 === 0 ? index : `${index}.0`,
      product_supplier_name: index % 5 === 4 ? null : `Supplier ${1 + (index % 6)}`,
      stock_adjustments: link(`stock_adjustments?q%5B%5D=product_id%3A%3D${id}`),
    }),
  };

  const adjustmentShape: Shape = {
    count: products * 3,
    links: {
      product: (index) => ({ resource: "products", index: index % products }),
      user: (index) => ({ resource: "users", index: index % 12 }),
    },
    body: (index) => ({
      adjustment_type: pick(adjustments, index),
      quantity: index % 3 === 0 ? "12.0" : "-1.0",
      comment: "",
      notes: null,
    }),
  };

  const joined = (partner: "billable_items" | "products", field: string, count: number): Shape => ({
    count,
    links: {
      appointment_type: (index) => ({ resource: "appointment_types", index }),
      [field]: (index) => ({ resource: partner, index }),
    },
    body: () => ({ quantity: "1.0", discount_percentage: null, discounted_amount: "0.0", is_monetary_discount: false }),
  });

  const named = (
    names: readonly string[],
    more: (index: number) => { [field: string]: string | number | boolean | null },
  ): Shape => ({
    count: names.length,
    body: (index) => ({ name: names[index] ?? "", ...more(index) }),
  });

  return {
    appointment_types: types,
    billable_items: billableItems,
    products: productShape,
    stock_adjustments: adjustmentShape,
    appointment_type_billable_items: joined("billable_items", "billable_item", appointmentTypes),
    appointment_type_products: joined("products", "product", 3),
    product_suppliers: named(
      Array.from({ length: 6 }, (_, index) => `Supplier ${index + 1}`),
      () => ({}),
    ),
    taxes: named(["GST", "GST-free"], (index) =>
      index === 0 ? { rate: "10.0", amount: "10.0" } : { rate: "0.0", amount: "0.0" },
    ),
    concession_types: {
      ...named(["Pensioner", "DVA", "Student", "Staff (old)"], () => ({})),
      isArchived: (index: number) => index === 3,
    },
    concession_prices: {
      count: 40,
      links: {
        billable_item: (index: number) => ({ resource: "billable_items" as const, index: index % 10 }),
        concession_type: (index: number) => ({ resource: "concession_types" as const, index: Math.floor(index / 10) }),
      },
      body: (index: number) => ({ price: index % 9 === 0 ? null : `${40 + (index % 7) * 5}.0` }),
    },
    recall_types: named(["Six month review", "Orthotic check", "Annual plan"], () => ({})),
    unavailable_block_types: named(["Lunch", "Meeting", "Leave"], (index) => ({
      color: "#cccccc",
      duration_in_minutes: 60,
      system_controlled: index === 0,
    })),
  };
}
