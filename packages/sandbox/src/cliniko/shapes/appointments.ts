import { pick } from "../draw.ts";
import { type Row, instant, link } from "../row.ts";
import { type Reference, type Shape, type World, patientAt } from "../world.ts";

/** 31 is missing from the specification and 99 from everything. */
const reasons = [31, 99, 10, 20, 30, 40, 50, 60];
const reasonNames: { readonly [code: number]: string } = {
  10: "Feeling better",
  20: "Condition worse",
  30: "Sick",
  31: "COVID-19 related",
  40: "Away",
  50: "Other",
  60: "Work",
};
const bookingsPerBlock = 12;
const peoplePerBlock = 14;
const groupType = 8;

/** The row of `bookings` at an index: a view of ten individual appointments, a group one and an unavailable block. */
export function bookingAt(index: number): Reference {
  const block = Math.floor(index / bookingsPerBlock);
  const place = index % bookingsPerBlock;
  if (place < 10) return { resource: "individual_appointments", index: block * 10 + place };
  return { resource: place === 10 ? "group_appointments" : "unavailable_blocks", index: block };
}

/** The calendar. Appointments follow their creation by up to four weeks, so the newest lie in the future. */
export function appointmentShapes(world: World) {
  const { blocks, individual, attendees, practitioners, businesses, patients } = world.sizes;
  const draw = world.draw("appointments");
  const total = blocks * bookingsPerBlock;
  const ageIndividual = (index: number) => (Math.floor(index / 10) * bookingsPerBlock + (index % 10)) / total;
  const ageGroup = (block: number) => (block * bookingsPerBlock + 10) / total;
  const ageBlock = (block: number) => (block * bookingsPerBlock + 11) / total;

  const practitioner = (index: number) =>
    ({ resource: "practitioners", index: draw(index, "practitioner") % practitioners }) as const;
  const business = (index: number) =>
    ({ resource: "businesses", index: draw(index, "business") % businesses }) as const;
  const patientOf = (index: number) => patientAt(ageIndividual(index), draw(index, "patient"), patients);
  const patientInGroup = (block: number, seat: number) =>
    patientAt(ageGroup(block), draw(block, "group") + seat * 7, patients);
  const isCancelled = (index: number) => index === 1 || index === 2 || draw(index, "cancelled") % 11 === 0;
  const isArchived = (index: number) => index === 2 || index === 3 || draw(index, "archived") % 53 === 0;
  const cancellation = (index: number, cancelled: boolean, updatedAt: string): Row => {
    const reason = cancelled ? pick(reasons, index === 1 ? 0 : index === 2 ? 1 : draw(index, "reason")) : null;
    return {
      cancelled_at: cancelled ? updatedAt : null,
      cancellation_reason: reason,
      cancellation_reason_description: reason === null ? "" : (reasonNames[reason] ?? null),
      cancellation_note: cancelled && index % 2 === 0 ? "Called reception" : "",
    };
  };
  const times = (startsMs: number, minutes: number): Row => ({
    starts_at: instant(startsMs),
    ends_at: instant(startsMs + minutes * 60_000),
  });
  const startsMs = (createdMs: number, drawn: number) =>
    Math.floor((createdMs + (1 + (drawn % 28)) * 86_400_000) / 900_000) * 900_000;

  const individualShape: Shape = {
    count: individual,
    age: ageIndividual,
    isCancelled,
    isArchived,
    links: {
      appointment_type: (index) => ({
        resource: "appointment_types",
        index: index % 31 === 0 ? 14 : draw(index, "type") % 8,
      }),
      business,
      practitioner,
      patient: (index) => ({ resource: "patients", index: patientOf(index) }),
      patient_case: (index) => caseOf(index, patients),
      repeated_from: (index) =>
        index % 50 === 7 ? { resource: "individual_appointments", index: index - 1 } : undefined,
    },
    body: (index, id, updatedAt) => {
      const at = startsMs(world.createdMs("individual_appointments", index), draw(index, "day"));
      const isPast = at < world.nowMs;
      const outcome = draw(index, "outcome") % 10;
      return {
        ...times(at, 30 + 15 * (draw(index, "minutes") % 4)),
        ...cancellation(index, isCancelled(index), updatedAt),
        patient_name: index % 40 === 0 ? "A patient known to the clinic by a much longer name" : "Patient",
        did_not_arrive: isPast && outcome === 0,
        patient_arrived: isPast && outcome > 4,
        notes: index === 4 ? "Running notes. ".repeat(200) : index % 6 === 0 ? "Bring scans" : "",
        invoice_status: index === 5 ? 77 : pick([10, 20, 20, null], draw(index, "invoice-status")),
        treatment_note_status: pick([10, 90, null], draw(index, "note-status")),
        online_booking_policy_accepted: index % 4 === 0 ? true : null,
        booking_ip_address: index % 4 === 0 ? "203.0.113.7" : null,
        has_patient_appointment_notes: index % 15 === 0,
        email_reminder_sent: index % 2 === 0,
        sms_reminder_sent: index % 3 === 0,
        telehealth_url: `https://telehealth.example/join/${id}`,
        repeat_rule: index % 50 === 6 ? { repeat_type: "Weekly", repeating_interval: 1, number_of_repeats: 3 } : {},
        repeats: null,
        conflicts: link(`individual_appointments/${id}/conflicts`),
        attendees: link(`attendees?q%5B%5D=booking_id%3A%3D${id}`),
      };
    },
  };

  const group: Shape = {
    count: blocks,
    age: ageGroup,
    isArchived: (block) => block === 2 || draw(block, "group-archived") % 41 === 0,
    links: {
      appointment_type: (block) => ({
        resource: "appointment_types",
        index: block % 2 === 0 ? groupType : groupType + 1,
      }),
      business: (block) => business(block + individual),
      practitioner: (block) => practitioner(block + individual),
    },
    body: (block, id) => ({
      ...times(startsMs(world.createdMs("group_appointments", block), draw(block, "group-day")), 60),
      max_attendees: 6,
      notes: block % 3 === 0 ? "Bring a mat" : "",
      patient_ids: [0, 1, 2, 3].map((seat) => world.idOf("patients", patientInGroup(block, seat))),
      repeat_rule: {},
      repeats: null,
      telehealth_url: `https://telehealth.example/join/${id}`,
      conflicts: link(`group_appointments/${id}/conflicts`),
      attendees: link(`attendees?q%5B%5D=booking_id%3A%3D${id}`),
    }),
  };

  const unavailable: Shape = {
    count: blocks,
    age: ageBlock,
    links: {
      business: (block) => business(block + individual),
      practitioner: (block) => practitioner(block + individual),
      unavailable_block_type: (block) => ({ resource: "unavailable_block_types", index: block % 3 }),
    },
    body: (block, id) => ({
      ...times(startsMs(world.createdMs("unavailable_blocks", block), draw(block, "lunch")), 60),
      notes: "",
      repeat_rule: {},
      repeats: null,
      conflicts: link(`unavailable_blocks/${id}/conflicts`),
    }),
  };

  const seat = (index: number) => {
    const block = Math.floor(index / peoplePerBlock);
    const place = index % peoplePerBlock;
    return place < 10 ? { appointment: block * 10 + place } : { block, place: place - 10 };
  };
  const isAbsent = (index: number) => {
    const at = seat(index);
    if ("appointment" in at) return isCancelled(at.appointment);
    return at.place === 3 || draw(index, "seat-cancelled") % 9 === 0;
  };

  const attendeeShape: Shape = {
    count: attendees,
    age: (index) => {
      const at = seat(index);
      return "appointment" in at ? ageIndividual(at.appointment) : ageGroup(at.block);
    },
    isCancelled: isAbsent,
    isArchived: (index) => {
      const at = seat(index);
      return "appointment" in at
        ? isArchived(at.appointment)
        : draw(at.block, "group-archived") % 41 === 0 || at.block === 2;
    },
    links: {
      booking: (index) => {
        const at = seat(index);
        return "appointment" in at
          ? { resource: "individual_appointments", index: at.appointment }
          : { resource: "group_appointments", index: at.block };
      },
      patient: (index) => {
        const at = seat(index);
        const patient = "appointment" in at ? patientOf(at.appointment) : patientInGroup(at.block, at.place);
        return { resource: "patients", index: patient };
      },
      patient_case: (index) => {
        const at = seat(index);
        return "appointment" in at ? caseOf(at.appointment, patients) : undefined;
      },
    },
    body: (index, id, updatedAt) => ({
      ...cancellation(index, isAbsent(index), updatedAt),
      arrived: isAbsent(index) ? null : pick([true, true, null, false], draw(index, "arrived")),
      notes: index % 20 === 0 ? "Sits near the door" : "",
      invoice_status: pick([10, 20, 30, 40, null], draw(index, "attendee-invoice")),
      treatment_note_status: pick([10, 90, null], draw(index, "attendee-note")),
      online_booking_policy_accepted: null,
      booking_ip_address: null,
      cancellation_url: `https://bookings.example/cancel/${id}`,
      telehealth_url: `https://telehealth.example/attend/${id}`,
      email_reminder_sent: false,
      sms_reminder_sent: true,
      sent_email_reminders_count: 0,
      sent_sms_reminders_count: 1,
      sent_email_follow_ups_count: 0,
      sent_sms_follow_ups_count: 0,
      invoices: link(`attendees/${id}/invoices`),
      patient_forms: link(`patient_forms?q%5B%5D=attendee_id%3A%3D${id}`),
    }),
  };

  return {
    individual_appointments: individualShape,
    group_appointments: group,
    unavailable_blocks: unavailable,
    attendees: attendeeShape,
  };
}

/** How many patient cases a clinic of that size keeps. */
export function caseCount(patients: number): number {
  return Math.max(20, Math.round(patients / 10));
}

/** The attendee of an individual appointment. */
export function attendeeOf(appointment: number): number {
  return Math.floor(appointment / 10) * peoplePerBlock + (appointment % 10);
}

/** The case of an individual appointment; case k begins with appointment 12 k + 5. */
function caseOf(appointment: number, patients: number): Reference | undefined {
  const index = (appointment - 5) / 12;
  return Number.isInteger(index) && index >= 0 && index < caseCount(patients)
    ? { resource: "patient_cases", index }
    : undefined;
}
