import type { EdgeCase } from "@flit/core/sample/edge-case";
import { equals, field, filled, not, past } from "./expressions.ts";
import { didNotArrive, endsAt, hasArrived, isCancelled, isGroup } from "./objects/booking-expressions.ts";

const appointments = [
  { key: "cancelled", words: "Cancelled", when: isCancelled },
  { key: "no-show", words: "Did not arrive", when: didNotArrive },
  { key: "arrived", words: "Arrived", when: hasArrived },
  { key: "group", words: "Group appointment", when: isGroup },
  { key: "single", words: "Appointment of one patient", when: not(isGroup) },
  { key: "past", words: "In the past", when: past(endsAt) },
  { key: "future", words: "Still to come", when: not(past(endsAt)) },
];

/** Cases of Cliniko's records that migrations are known to get wrong. */
export const edgeCases: readonly EdgeCase[] = [
  ...["appointment-task", "appointment"].flatMap((mapping) => appointments.map((one) => ({ ...one, mapping }))),
  {
    mapping: "patient",
    key: "no-phone",
    words: "Without a phone number",
    when: not(filled(field("patient_phone_numbers"))),
  },
  { mapping: "patient", key: "no-email", words: "Without an e-mail address", when: not(filled(field("email"))) },
  {
    mapping: "patient",
    key: "no-birth-date",
    words: "Without a birth date",
    when: not(filled(field("date_of_birth"))),
  },
  { mapping: "treatment-note", key: "draft", words: "Draft note", when: equals(field("draft"), true) },
  { mapping: "treatment-note", key: "final", words: "Final note", when: equals(field("draft"), false) },
  {
    mapping: "treatment-note",
    key: "no-booking",
    words: "Without an appointment",
    when: not(filled(field("booking"))),
  },
];
