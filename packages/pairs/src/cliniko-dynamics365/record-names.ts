/** Fields that name people and organisations: records are looked for by them, and shown under them. */
export const recordNames: { readonly [object: string]: readonly string[] } = {
  patients: ["first_name", "last_name", "preferred_first_name"],
  practitioners: ["first_name", "last_name"],
  users: ["first_name", "last_name"],
  contacts: ["first_name", "last_name", "company_name"],
  contact_person: ["first_name", "last_name"],
  company: ["name"],
};

/** What other records are shown under; nobody looks for them by it. */
export const recordTitles: { readonly [object: string]: readonly string[] } = {
  ...recordNames,
  patients: ["first_name", "last_name"],
  invoices: ["number"],
  products: ["name"],
  billable_items: ["name"],
  appointment_types: ["name"],
  treatment_notes: ["title"],
  patient_attachments: ["filename"],
};
