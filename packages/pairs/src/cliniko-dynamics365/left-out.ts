const fromTheOtherSide = "A link to a list: every record of that list names this one, and is carried by its own map.";
const personalKey = "A personal key: whoever holds the address gets in. It must not be kept.";
const otherRecord = "Of the record joined for other values; it has no row of its own.";
const fileOnly = "A file in SharePoint has a name and a content; its folder is shown on the contact.";
const noSuchList = "Cliniko's API has no list this could be read from.";

/** Documented fields of Cliniko that no column carries, with the reason people are told. */
export const leftOut: { readonly [object: string]: { readonly [field: string]: string } } = {
  patients: {
    appointments: fromTheOtherSide,
    attendees: fromTheOtherSide,
    invoices: fromTheOtherSide,
    medical_alerts: fromTheOtherSide,
    patient_attachments: fromTheOtherSide,
    relationships: fromTheOtherSide,
    label: "Cliniko makes it of title and names, which are carried.",
  },
  practitioners: {
    appointments: fromTheOtherSide,
    invoices: fromTheOtherSide,
    practitioner_reference_numbers: fromTheOtherSide,
    appointment_types:
      "A link to a list that only answers practitioner by practitioner: who offers which type stays in Cliniko.",
  },
  individual_appointments: {
    attendees: fromTheOtherSide,
    repeats: fromTheOtherSide,
    conflicts: "Cliniko computes it from the calendar of the moment.",
    has_patient_appointment_notes: "Says only that the patient's appointment notes are filled, and these are carried.",
    patient_name: "A copy of the patient's names.",
    telehealth_url: personalKey,
  },
  group_appointments: {
    attendees: fromTheOtherSide,
    repeats: fromTheOtherSide,
    conflicts: "Cliniko computes it from the calendar of the moment.",
    patient_ids: "Every patient of a group has an attendee, and attendees are carried.",
    telehealth_url: personalKey,
  },
  attendees: {
    invoices: fromTheOtherSide,
    patient_forms: "Forms are not among the objects that move.",
    cancellation_url: personalKey,
    telehealth_url: personalKey,
  },
  appointment_types: {
    appointment_type_billable_items: fromTheOtherSide,
    appointment_type_products: fromTheOtherSide,
    practitioners: "A link to a list that only answers type by type: who offers which type stays in Cliniko.",
  },
  invoices: {
    invoice_items: fromTheOtherSide,
    reversed_invoices: fromTheOtherSide,
    online_payment_url: personalKey,
    signature: noSuchList,
  },
  products: {
    product_supplier_id: "The id of the supplier, whose name is carried.",
    stock_adjustments: "The history of the stock; its present level is carried.",
  },
  patient_cases: {
    attendee_ids: fromTheOtherSide,
    attendees: fromTheOtherSide,
    bookings: fromTheOtherSide,
    invoices: "Only the case names them; both are carried, their connection is not.",
    patient_attachments: "Only the case names them; both are carried, their connection is not.",
    closed: "Former form of the closing time, which is carried.",
  },
  patient_attachments: {
    content: "The file itself: it is streamed, not mapped.",
    content_type: fileOnly,
    description: fileOnly,
    filename: "Becomes the name of the file in SharePoint.",
    pinned_at: fileOnly,
    processed_at: fileOnly,
    processing_completed: "Files still in process are left out and reported.",
    size: "Compared with what arrives.",
    user: fileOnly,
  },
  communications: {
    attendee: "The appointment it was about gives the owner; the patient is linked.",
    direction_description: "The direction's code in words.",
    invoice: "The patient is linked, not the invoice.",
    letter: noSuchList,
    payment: noSuchList,
  },
  users: {
    active: otherRecord,
    first_name: "Finds the owner; the practitioner's own names are carried.",
    last_name: "Finds the owner; the practitioner's own names are carried.",
    time_zone: otherRecord,
    time_zone_identifier: otherRecord,
    title: otherRecord,
    user_active: otherRecord,
  },
  daily_availabilities: { time_zone: otherRecord, time_zone_identifier: otherRecord },
};

/** What becomes of the questions of notes. */
export const questions: { readonly [object: string]: string } = {
  treatment_notes:
    "The note's text holds the question and its answer word for word. A column of its own is worth it where the answer is to be searched or counted.",
};

/** Objects that only lend values to others: what is not taken of them has no place to go. */
export const supportingObjects = [
  "businesses",
  "concession_types",
  "product_suppliers",
  "taxes",
  "treatment_note_templates",
];
export const supportingReason = otherRecord;
