import { type Calendar, cancellation } from "../calendar.ts";
import { pick } from "../draw.ts";
import { instant, link, type Row } from "../row.ts";
import type { Shape, World } from "../world.ts";

const groupType = 8;

/** The bookings. They follow their creation by up to four weeks, so the newest lie in the future. */
export function appointmentShapes(world: World, calendar: Calendar) {
  const { blocks, individual, practitioners, businesses } = world.sizes;
  const { draw } = calendar;
  const practitioner = (index: number) =>
    ({ resource: "practitioners", index: draw(index, "practitioner") % practitioners }) as const;
  const business = (index: number) =>
    ({ resource: "businesses", index: draw(index, "business") % businesses }) as const;

  const individualShape: Shape = {
    count: individual,
    age: calendar.ageOfIndividual,
    isCancelled: calendar.isCancelled,
    isArchived: calendar.isArchived,
    links: {
      appointment_type: (index) => ({
        resource: "appointment_types",
        index: index % 31 === 0 ? 14 : draw(index, "type") % 8,
      }),
      business,
      practitioner,
      patient: (index) => ({ resource: "patients", index: calendar.patientOf(index) }),
      patient_case: (index) => calendar.caseOf(index),
      repeated_from: (index) =>
        index % 50 === 7 ? { resource: "individual_appointments", index: index - 1 } : undefined,
    },
    body: (index, id, updatedAt) => {
      const at = startsMs(world.createdMs("individual_appointments", index), draw(index, "day"));
      const isPast = at < world.nowMs;
      const outcome = draw(index, "outcome") % 10;
      return {
        ...times(at, 30 + 15 * (draw(index, "minutes") % 4)),
        ...cancellation(draw, index, calendar.isCancelled(index), updatedAt),
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
        attendees: link(`individual_appointments/${id}/attendees`),
      };
    },
  };

  const group: Shape = {
    count: blocks,
    age: calendar.ageOfGroup,
    isArchived: calendar.isGroupArchived,
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
      patient_ids: [0, 1, 2, 3].map((seat) => world.idOf("patients", calendar.patientInGroup(block, seat))),
      repeat_rule: {},
      repeats: null,
      telehealth_url: `https://telehealth.example/join/${id}`,
      conflicts: link(`group_appointments/${id}/conflicts`),
      attendees: link(`group_appointments/${id}/attendees`),
    }),
  };

  const unavailable: Shape = {
    count: blocks,
    age: calendar.ageOfUnavailable,
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

  return { individual_appointments: individualShape, group_appointments: group, unavailable_blocks: unavailable };
}

function times(startsMs: number, minutes: number): Row {
  return { starts_at: instant(startsMs), ends_at: instant(startsMs + minutes * 60_000) };
}

/** A quarter of an hour within four weeks of the booking. */
function startsMs(createdMs: number, drawn: number): number {
  return Math.floor((createdMs + (1 + (drawn % 28)) * 86_400_000) / 900_000) * 900_000;
}
