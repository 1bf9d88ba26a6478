import {
  archivedState,
  created,
  define,
  logicalName,
  type ObjectDefinition,
  ownColumns,
  provenance,
  to,
} from "../definition.ts";
import {
  any,
  choice,
  constant,
  each,
  equals,
  field,
  filled,
  item,
  join,
  meta,
  not,
  transform,
  when,
} from "../expressions.ts";
import type { PairOptions } from "../pair-options.ts";

/** Appointment types come first: everything on the calendar points to them. */
export function appointmentType({ prefix }: PairOptions): ObjectDefinition {
  const own = ownColumns(prefix);
  return define({
    key: "appointment-type",
    title: "Appointment types",
    reportsAs: "Appointment type",
    source: {
      object: "appointment_types",
      joins: [
        { kind: "many", alias: "billable", object: "appointment_type_billable_items", foreignKey: "appointment_type" },
        { kind: "many", alias: "products", object: "appointment_type_products", foreignKey: "appointment_type" },
        { kind: "one", alias: "template", objects: ["treatment_note_templates"], by: "treatment_note_template" },
      ],
    },
    table: logicalName(prefix, "AppointmentType"),
    overflow: logicalName(prefix, "Overflow"),
    fields: [
      to(logicalName(prefix, "Name"), field("name")),
      ...provenance(own, "appointment-type"),
      own.text("ClinikoID", 32, meta("id")),
      own.memo("Description", field("description")),
      own.integer("DefaultDurationMinutes", field("duration_in_minutes")),
      own.boolean(
        "IsBillable",
        when(any(filled(billable), filled(field("billable_item"))), constant(true), constant(false)),
      ),
      own.text("Colour", 20, field("color")),
      own.text("Category", 255, field("category")),
      own.integer("MaxAttendees", field("max_attendees")),
      own.boolean("TelehealthEnabled", field("telehealth_enabled")),
      own.boolean("ShowInOnlineBookings", field("show_in_online_bookings")),
      own.integer("OnlineBookingLeadTimeHours", field("online_bookings_lead_time_hours")),
      own.boolean("OnlinePaymentsEnabled", field("online_payments_enabled")),
      own.text("OnlinePaymentsMode", 50, field("online_payments_mode")),
      own.decimal("DepositPrice", field("deposit_price")),
      own.boolean("AddDepositToAccountCredit", field("add_deposit_to_account_credit")),
      own.text("TreatmentNoteTemplate", 255, field("@template.name")),
      own.memo(
        "BilledWith",
        join(
          [
            billable,
            each(field("@products"), lineOf("product"), { where: isThere }),
            when(filled(field("billable_item")), join([constant("billable item"), field("billable_item")])),
            when(filled(field("product")), join([constant("product"), field("product")])),
          ],
          "\n",
        ),
        "Links to items become Cliniko ids in text.",
      ),
      own.text("ReminderTemplates", 1000, transform("listText", [field("appointment_reminder_template_ids")])),
      own.text("ConfirmationTemplates", 1000, transform("listText", [field("appointment_confirmation_template_ids")])),
      own.text("FollowUpTemplates", 1000, transform("listText", [field("appointment_follow_up_template_ids")])),
      created,
    ],
    finish: archivedState,
  });
}

/** What is billed with a type has no archive: an item that was removed is billed no more. */
const isThere = not(filled(meta("removedAt", ".")));
const billable = each(field("@billable"), lineOf("billable_item"), { where: isThere });

/** One item billed with the type: `product 12 × 1, discount 10.0 %`. */
function lineOf(link: "billable_item" | "product") {
  const unit = choice(item("is_monetary_discount"), { true: "", false: "%" });
  const discount = when(
    any(equals(item("discounted_amount"), null), equals(item("discounted_amount"), "0.0")),
    when(filled(item("discount_percentage")), join([constant("discount"), item("discount_percentage"), unit])),
    join([constant("discount"), item("discounted_amount")]),
  );
  return join([constant(link.replace("_", " ")), item(link), constant("×"), item("quantity"), discount]);
}
