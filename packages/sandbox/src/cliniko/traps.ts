import { nastyPatients } from "./nasty-patients.ts";
import type { ResourceName } from "./resources.ts";

/** Which row shows which trap. `trap` is the paragraph of Cliniko's known gotchas; 0 is hygiene of data in general. */
export interface Trap {
  readonly trap: number;
  readonly resource: ResourceName;
  readonly id: string;
  readonly what: string;
}

const others: readonly (readonly [trap: number, resource: ResourceName, index: number, what: string])[] = [
  [2, "practitioners", 3, "inactive practitioner"],
  [2, "practitioners", 10, "inactive practitioner whose user has no e-mail address"],
  [0, "practitioners", 5, "active practitioner whose user has no e-mail address"],
  [1, "businesses", 3, "archived business that appointments point to"],
  [1, "appointment_types", 14, "archived appointment type in use"],
  [1, "individual_appointments", 1, "cancelled appointment"],
  [10, "individual_appointments", 1, "cancellation reason 31, missing from the specification"],
  [10, "individual_appointments", 2, "cancelled and archived, with an unknown reason"],
  [1, "individual_appointments", 3, "archived appointment"],
  [0, "individual_appointments", 4, "notes longer than 2,000 characters"],
  [10, "individual_appointments", 5, "unknown invoice status"],
  [20, "individual_appointments", 0, "telehealth link that must not be migrated"],
  [4, "group_appointments", 0, "group appointment, its people only in attendees"],
  [4, "attendees", 13, "cancelled attendee of a group appointment that takes place"],
  [1, "group_appointments", 2, "archived group appointment"],
  [10, "contacts", 1, "unknown contact type"],
  [19, "contacts", 2, "company without a person"],
  [19, "contacts", 3, "doctor without a company"],
  [0, "contacts", 4, "notes longer than 2,000 characters"],
  [19, "contacts", 6, "payer with neither company nor names"],
  [15, "treatment_notes", 0, "note of more than 100,000 characters"],
  [15, "treatment_notes", 1, "note without content"],
  [15, "treatment_notes", 2, "older note with line breaks only, and an unknown question type"],
  [15, "treatment_notes", 3, "unsafe markup, and a body chart without images"],
  [9, "treatment_notes", 4, "note without booking"],
  [0, "treatment_notes", 5, "title longer than 200 characters"],
  [0, "treatment_notes", 6, "draft"],
  [1, "treatment_notes", 7, "archived note"],
  [12, "invoices", 3, "credit with negative amounts"],
  [12, "invoices", 2, "invoice reversed by a credit"],
  [10, "invoices", 4, "unknown status"],
  [1, "invoices", 5, "archived invoice"],
  [0, "invoices", 6, "notes longer than 2,000 characters; invoice without appointment"],
  [0, "invoices", 0, "third-party payer as text only"],
  [12, "invoice_items", 0, "total and quantity as numbers"],
  [12, "invoice_items", 1, "amount with four decimals"],
  [0, "invoice_items", 3, "typed item without code, product or billable item, longer than 200 characters"],
  [12, "billable_items", 3, "price with four decimals"],
  [10, "billable_items", 2, "unknown item type"],
  [26, "patient_attachments", 0, "characters SharePoint refuses"],
  [26, "patient_attachments", 1, "file name repeated within a patient"],
  [26, "patient_attachments", 4, "file name repeated within a patient"],
  [26, "patient_attachments", 2, "file of six megabytes"],
  [26, "patient_attachments", 3, "empty file"],
  [26, "patient_attachments", 5, "reserved device name"],
  [26, "patient_attachments", 9, "file name longer than 250 characters"],
  [26, "patient_attachments", 15, "not yet processed: no name, size or content"],
  [1, "patient_attachments", 17, "archived file"],
  [26, "patient_attachments", 18, "dump made by Cliniko"],
  [0, "communications", 2, "content longer than 100,000 characters"],
  [10, "communications", 3, "content null"],
  [10, "communications", 4, "unknown type"],
  [1, "communications", 5, "archived message"],
  [10, "communications", 6, "unknown category"],
  [0, "communications", 7, "forty recipients"],
  [0, "communications", 29, "message without patient"],
  [0, "patient_cases", 1, "name longer than 300 characters"],
  [10, "patient_cases", 4, "unknown referral type"],
  [10, "relationships", 0, "unknown relation"],
  [0, "medical_alerts", 0, "alert longer than 200 characters"],
  [14, "daily_availabilities", 0, "Sunday as 7"],
  [14, "daily_availabilities", 1, "Sunday as 0"],
];

/** The traps of a clinic; the same rows in every clinic, with the ids of this one. */
export function listTraps(idOf: (resource: ResourceName, index: number) => string): readonly Trap[] {
  return [
    ...nastyPatients.map(({ trap, what }, index) => ({
      trap,
      resource: "patients" as const,
      id: idOf("patients", index),
      what,
    })),
    ...others.map(([trap, resource, index, what]) => ({ trap, resource, id: idOf(resource, index), what })),
  ];
}
