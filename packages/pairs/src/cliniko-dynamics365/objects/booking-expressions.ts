import type { Condition, Join, ObjectMap } from "@flit/core/mapping";
import { all, any, equals, field, filled, firstOf, join, meta, not, past, when } from "../expressions.ts";

/** An attendee is one person at one appointment, single or in a group; the appointment itself is joined. */
export const bookingJoins: readonly Join[] = [
  { kind: "one", alias: "booking", objects: ["individual_appointments", "group_appointments"], by: "booking" },
  { kind: "one", alias: "type", objects: ["appointment_types"], by: "@booking.appointment_type" },
  { kind: "one", alias: "business", objects: ["businesses"], by: "@booking.business" },
  { kind: "one", alias: "practitioner", objects: ["practitioners"], by: "@booking.practitioner" },
];

/** Whose appointment it is; a single appointment names the person itself. */
export const patientOf = firstOf(field("patient"), field("@booking.patient"));

/** Without its appointment an attendee has no time, no type and no practitioner. */
export const skipWithoutBooking: ObjectMap["skip"] = [
  { when: not(filled(field("@booking"))), reason: "appointment-not-readable" },
];

export const startsAt = field("@booking.starts_at");
export const endsAt = field("@booking.ends_at");
export const cancelledAt = firstOf(
  field("cancelled_at"),
  field("@booking.cancelled_at"),
  meta("removedAt"),
  meta("removedAt", "booking"),
);
export const location = firstOf(field("@business.display_name"), field("@business.business_name"));

/** Group appointments name no patient of their own. */
export const isGroup: Condition = all(filled(field("@booking")), not(filled(field("@booking.patient"))));

export const isCancelled = filled(cancelledAt);

/** A single appointment says so itself; in a group `arrived` is false only when somebody said so, and counts afterwards. */
export const didNotArrive: Condition = any(
  equals(field("@booking.did_not_arrive"), true),
  all(isGroup, equals(field("arrived"), false), past(endsAt)),
);

export const hasArrived: Condition = any(
  equals(field("@booking.patient_arrived"), true),
  equals(field("arrived"), true),
);

/** A single appointment repeats its note on the attendee; a group has one for all and one for each. */
export const notes = when(
  isGroup,
  join([field("@booking.notes"), field("notes")], "\n\n"),
  firstOf(field("@booking.notes"), field("notes")),
);
