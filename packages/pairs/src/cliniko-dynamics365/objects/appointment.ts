import type { FieldMap } from "@flit/core/mapping";
import {
  archivedState,
  created,
  define,
  logicalName,
  type ObjectDefinition,
  type OwnColumns,
  optionValue,
  ownColumns,
  provenance,
  to,
} from "../definition.ts";
import {
  any,
  constant,
  documented,
  field,
  filled,
  firstOf,
  join,
  meta,
  optionalReference,
  ownerOf,
  past,
  reference,
  transform,
  when,
} from "../expressions.ts";
import type { PairOptions } from "../pair-options.ts";
import {
  bookingJoins,
  cancelledAt,
  didNotArrive,
  endsAt,
  hasArrived,
  isCancelled,
  isGroup,
  location,
  notes,
  patientOf,
  skipWithoutBooking,
  startsAt,
} from "./booking-expressions.ts";

/** One task per attendee: a task cannot mail anybody, an appointment with attendees can. */
export function appointmentTask({ prefix }: PairOptions): ObjectDefinition {
  const own = ownColumns(prefix);
  const typeTable = logicalName(prefix, "AppointmentType");
  return define({
    key: "appointment-task",
    title: "Appointments",
    reportsAs: "Appointment",
    source: { object: "attendees", joins: bookingJoins },
    skip: skipWithoutBooking,
    table: "task",
    overflow: logicalName(prefix, "Overflow"),
    fields: [
      ...provenance(own, "appointment-task"),
      to("subject", firstOf(field("@type.name"), constant("Appointment"))),
      to("description", notes),
      to("scheduledstart", startsAt),
      to("scheduledend", endsAt),
      to("category", field("@type.category")),
      to("regardingobjectid", reference("patient", "contact", patientOf)),
      own.lookup(
        "AppointmentType",
        typeTable,
        reference("appointment-type", typeTable, field("@booking.appointment_type")),
      ),
      own.text("Location", 255, location),
      to("ownerid", ownerOf(field("@booking.practitioner"))),
      created,
    ],
    finish: taskState,
  });
}

const isOver = any(isCancelled, didNotArrive, past(endsAt));
const isOff = any(isCancelled, didNotArrive);

/** Past → Completed, cancelled and no-show → Canceled, future → Open; with the original times, not the migration's. */
const taskState: readonly FieldMap[] = [
  to("actualstart", when(isOff, constant(null), when(past(endsAt), startsAt))),
  to("actualend", when(isCancelled, cancelledAt, when(isOver, endsAt))),
  to("statecode", when(isOff, constant(2), when(past(endsAt), constant(1), constant(0)))),
  to("statuscode", when(isOff, constant(6), when(past(endsAt), constant(5), constant(2)))),
];

/** What a task cannot hold: arrival, cancellation, location, practitioner, how it was booked. */
export function appointment({ prefix, timeZone }: PairOptions): ObjectDefinition {
  const own = ownColumns(prefix);
  const table = (name: string) => logicalName(prefix, name);
  return define({
    key: "appointment",
    title: "Appointment details",
    reportsAs: "Appointment",
    source: { object: "attendees", joins: bookingJoins },
    skip: skipWithoutBooking,
    table: table("Appointment"),
    overflow: table("Overflow"),
    fields: [
      to(table("Name"), join([firstOf(field("@type.name"), constant("Appointment")), localStart(timeZone)], " – ")),
      ...provenance(own, "appointment"),
      own.text("ClinikoID", 32, meta("id")),
      own.text("ClinikoBookingID", 32, field("booking")),
      own.lookup("Patient", "contact", reference("patient", "contact", patientOf)),
      own.lookup("Task", "task", reference("appointment-task", "task", meta("id"))),
      own.lookup(
        "AppointmentType",
        table("AppointmentType"),
        reference("appointment-type", table("AppointmentType"), field("@booking.appointment_type")),
      ),
      own.lookup(
        "Practitioner",
        table("Practitioner"),
        reference("practitioner", table("Practitioner"), field("@booking.practitioner")),
      ),
      own.text(
        "PractitionerName",
        255,
        firstOf(
          field("@practitioner.display_name"),
          field("@practitioner.label"),
          join([field("@practitioner.first_name"), field("@practitioner.last_name")]),
        ),
      ),
      own.lookup(
        "InsuranceProfile",
        table("InsuranceProfile"),
        optionalReference(
          "insurance-profile",
          table("InsuranceProfile"),
          when(filled(patientCase), join([constant("case"), patientCase], "-")),
        ),
      ),
      own.instant("StartsAt", startsAt),
      own.instant("EndsAt", endsAt),
      own.text("Location", 255, location),
      own.boolean("IsGroup", when(isGroup, constant(true), constant(false))),
      own.integer("MaxAttendees", field("@booking.max_attendees")),
      own.memo("Notes", notes),
      own.memo("AttendeeNotes", field("notes")),
      ...attendanceFields(own),
      ...bookingFields(own),
      to("ownerid", ownerOf(field("@booking.practitioner"))),
      created,
    ],
    finish: archivedState,
  });
}

/** In the location's own zone, as the clinic reads it. */
const localStart = (timeZone: string) =>
  transform("formatInstant", [startsAt, field("@business.time_zone_identifier")], { timeZone });

const patientCase = firstOf(field("patient_case"), field("@booking.patient_case"));

/** Cliniko's codes in the order of the choice's options. */
const cancellationReasons = [
  ["10", "Feeling better"],
  ["20", "Condition worse"],
  ["30", "Sick"],
  ["31", "COVID-19 related"],
  ["40", "Away"],
  ["50", "Other"],
  ["60", "Work"],
] as const;

function attendanceFields(own: OwnColumns): readonly FieldMap[] {
  const reason = firstOf(field("cancellation_reason"), field("@booking.cancellation_reason"));
  return [
    own.choice(
      "Arrival",
      ["Arrived", "Did not arrive"],
      when(didNotArrive, constant(optionValue(1)), when(hasArrived, constant(optionValue(0)))),
      "A single appointment past without any mark stays empty: unknown is not attended.",
    ),
    own.instant("CancelledAt", firstOf(field("cancelled_at"), field("@booking.cancelled_at"))),
    own.choice(
      "CancellationReason",
      cancellationReasons.map(([, label]) => label),
      documented(reason, Object.fromEntries(cancellationReasons.map(([code], index) => [code, optionValue(index)]))),
    ),
    own.text(
      "CancellationReasonText",
      255,
      firstOf(field("cancellation_reason_description"), field("@booking.cancellation_reason_description")),
    ),
    own.memo("CancellationNote", firstOf(field("cancellation_note"), field("@booking.cancellation_note"))),
  ];
}

function bookingFields(own: OwnColumns): readonly FieldMap[] {
  const address = firstOf(field("booking_ip_address"), field("@booking.booking_ip_address"));
  return [
    {
      ...own.boolean("IsOnlineBooking", when(filled(address), constant(true), constant(false))),
      loses: "The address it was booked from; telehealth and cancellation links are personal keys and never move.",
    },
    own.boolean(
      "PolicyAccepted",
      firstOf(field("online_booking_policy_accepted"), field("@booking.online_booking_policy_accepted")),
    ),
    own.text(
      "InvoiceStatus",
      50,
      documented(firstOf(field("invoice_status"), field("@booking.invoice_status")), {
        10: "Open",
        20: "Paid",
        30: "Closed",
        40: "Open credit",
      }),
    ),
    own.text(
      "NoteStatus",
      50,
      documented(firstOf(field("treatment_note_status"), field("@booking.treatment_note_status")), {
        10: "Draft",
        90: "Final",
      }),
    ),
    own.text("RepeatRule", 1000, transform("keyValueLines", [field("@booking.repeat_rule")])),
    own.text("RepeatedFrom", 32, field("@booking.repeated_from")),
    own.boolean("EmailReminderSent", firstOf(field("email_reminder_sent"), field("@booking.email_reminder_sent"))),
    own.boolean("SmsReminderSent", firstOf(field("sms_reminder_sent"), field("@booking.sms_reminder_sent"))),
    own.integer("EmailReminders", field("sent_email_reminders_count")),
    own.integer("SmsReminders", field("sent_sms_reminders_count")),
    own.integer("EmailFollowUps", field("sent_email_follow_ups_count")),
    own.integer("SmsFollowUps", field("sent_sms_follow_ups_count")),
  ];
}
