import { type Calendar, cancellation, seatOf } from "../calendar.ts";
import { pick } from "../draw.ts";
import { link } from "../row.ts";
import type { Shape, World } from "../world.ts";

/** One row per person and appointment, individual ones too. A cancelled place in a group leaves the group as it is. */
export function attendeeShape(world: World, calendar: Calendar): Shape {
  const { draw } = calendar;
  const isAbsent = (index: number) => {
    const at = seatOf(index);
    if (at.kind === "individual") return calendar.isCancelled(at.appointment);
    return at.place === 3 || draw(index, "seat-cancelled") % 9 === 0;
  };

  return {
    count: world.sizes.attendees,
    age: (index) => {
      const at = seatOf(index);
      return at.kind === "individual" ? calendar.ageOfIndividual(at.appointment) : calendar.ageOfGroup(at.block);
    },
    isCancelled: isAbsent,
    isArchived: (index) => {
      const at = seatOf(index);
      return at.kind === "individual" ? calendar.isArchived(at.appointment) : calendar.isGroupArchived(at.block);
    },
    links: {
      booking: (index) => {
        const at = seatOf(index);
        return at.kind === "individual"
          ? { resource: "individual_appointments", index: at.appointment }
          : { resource: "group_appointments", index: at.block };
      },
      patient: (index) => {
        const at = seatOf(index);
        const patient =
          at.kind === "individual" ? calendar.patientOf(at.appointment) : calendar.patientInGroup(at.block, at.place);
        return { resource: "patients", index: patient };
      },
      patient_case: (index) => {
        const at = seatOf(index);
        return at.kind === "individual" ? calendar.caseOf(at.appointment) : undefined;
      },
    },
    body: (index, id, updatedAt) => ({
      ...cancellation(draw, index, isAbsent(index), updatedAt),
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
      patient_forms: link(`attendees/${id}/patient_forms`),
    }),
  };
}
