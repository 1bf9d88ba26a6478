import { attendeeOf, caseCount, firstAppointmentOf } from "../calendar.ts";
import { canaryMarker } from "../canary.ts";
import words from "../data/words.json" with { type: "json" };
import { pick } from "../draw.ts";
import { noteContent } from "../note-content.ts";
import { dateOnly, link } from "../row.ts";
import { patientAt, type Reference, type Shape, type World } from "../world.ts";

/** What is written about patients: notes, forms, cases and alerts. */
export function clinicalShapes(world: World, patientOfAppointment: (appointment: number) => Reference | undefined) {
  const { individual, notes, patients, contacts } = world.sizes;
  const draw = world.draw("clinical");
  const some = (perPatient: number) => Math.max(30, Math.round(patients * perPatient));
  /** Spread over patients by time, each resource drawing its own. */
  const patientOf = (topic: string, count: number) => (index: number) =>
    ({ resource: "patients", index: patientAt(index / count, draw(index, topic), patients) }) as const;

  const appointmentOf = (note: number) => Math.floor((note * individual) / notes);
  const isDraft = (index: number) => index === 6 || draw(index, "draft") % 17 === 0;
  const treatmentNotes: Shape = {
    count: notes,
    isArchived: (index) => index === 7 || draw(index, "note-archived") % 47 === 0,
    links: {
      patient: (index) => patientOfAppointment(appointmentOf(index)),
      practitioner: (index) => ({
        resource: "practitioners",
        index: draw(index, "author") % world.sizes.practitioners,
      }),
      booking: (index) =>
        index % 9 === 4 ? undefined : { resource: "individual_appointments", index: appointmentOf(index) },
      attendee: (index) =>
        index % 9 === 4 ? undefined : { resource: "attendees", index: attendeeOf(appointmentOf(index)) },
      treatment_note_template: (index) =>
        index % 6 === 5 ? undefined : { resource: "treatment_note_templates", index: index % 3 },
    },
    body: (index, _id, updatedAt) => ({
      title:
        index === 5
          ? `Assessment ${"of the lower limb after surgery ".repeat(8)}`
          : index % 3 === 0
            ? "Initial assessment"
            : "Standard note",
      draft: isDraft(index),
      finalized_at: isDraft(index) ? null : updatedAt,
      author_name: index === 8 ? "Former Practitioner" : "Treating practitioner",
      pinned_at: index % 33 === 0 ? updatedAt : null,
      content: noteContent(index, pick(words.complaints, draw(index, "complaint"))),
    }),
  };

  const templates: Shape = {
    count: 3,
    body: (index) => ({
      name: ["Initial assessment", "Standard note", "Discharge"][index] ?? "",
      content: noteContent(2, ""),
      print_settings: { title: "Treatment note", include_patient_dob: true, include_patient_medicare: false },
    }),
  };

  const formCount = some(0.1);
  const forms: Shape = {
    count: formCount,
    links: {
      patient: patientOf("form", formCount),
      business: (index) => ({ resource: "businesses", index: index % 3 }),
    },
    body: (index, id, updatedAt) => ({
      name: index === 0 ? `Intake ${"questionnaire ".repeat(20)}` : "New patient form",
      content: noteContent(4 + (index % 20), "intake"),
      completed_at: index % 3 === 0 ? null : updatedAt,
      edited_at: null,
      restricted_to_practitioner: false,
      email_to_patient_on_completion: false,
      url: `https://forms.example/${id}/secret`,
      signatures: link(`patient_forms/${id}/signatures`),
    }),
  };

  const cases = caseCount(patients);
  const patientCases: Shape = {
    count: cases,
    isArchived: (index) => index === 2,
    links: {
      patient: (index) => patientOfAppointment(firstAppointmentOf(index)),
      contact: (index) =>
        index % 3 === 2 ? undefined : { resource: "contacts", index: draw(index, "case-contact") % contacts },
    },
    body: (index, id, updatedAt) => {
      const issuedMs = world.createdMs("patient_cases", index);
      const isReferral = index % 3 !== 2;
      return {
        name:
          index === 1
            ? `WorkCover claim ${"extended ".repeat(40)}`
            : isReferral
              ? "Chronic disease plan"
              : "Ankle 2024",
        notes: index % 5 === 0 ? `Approved for five sessions. ${canaryMarker}` : "",
        issue_date: index === 3 ? null : dateOnly(issuedMs),
        expiry_date: index % 4 === 0 ? null : dateOnly(issuedMs + 365 * 86_400_000),
        closed: index % 6 === 0,
        closed_at: index % 6 === 0 ? updatedAt : null,
        max_sessions: index % 2 === 0 ? 5 : null,
        max_invoiceable_amount: index % 4 === 1 ? "500.0" : null,
        include_cancelled_attendees: false,
        include_dna_attendees: index % 2 === 0,
        referral: isReferral,
        referral_type: index === 4 ? "ndis" : isReferral ? pick(["medicare", "dva"], index) : null,
        attendee_ids: [world.idOf("attendees", attendeeOf(firstAppointmentOf(index)))],
        attendees: link(`patient_cases/${id}/attendees`),
        bookings: link(`patient_cases/${id}/bookings`),
        invoices: link(`patient_cases/${id}/invoices`),
        patient_attachments: link(`patient_cases/${id}/patient_attachments`),
      };
    },
  };

  const alertCount = some(0.15);
  const alerts: Shape = {
    count: alertCount,
    isArchived: (index) => index % 19 === 3,
    links: { patient: patientOf("alert", alertCount) },
    body: (index) => ({
      name: index === 0 ? `Allergy ${"to many things ".repeat(16)}`.trim() : pick(words.alerts, draw(index, "alert")),
    }),
  };

  return {
    treatment_notes: treatmentNotes,
    treatment_note_templates: templates,
    patient_forms: forms,
    patient_form_templates: { ...templates, count: 2 },
    patient_cases: patientCases,
    medical_alerts: alerts,
  };
}
