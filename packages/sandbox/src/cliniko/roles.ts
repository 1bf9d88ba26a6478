import type { ResourceName } from "./resources.ts";
import type { Row } from "./row.ts";

export type Role =
  | "administrator"
  | "power receptionist"
  | "practitioner"
  | "receptionist"
  | "scheduler"
  | "bookkeeper";

const clinical: readonly ResourceName[] = [
  "treatment_notes",
  "treatment_note_templates",
  "patient_forms",
  "patient_attachments",
];
const financial: readonly ResourceName[] = [
  "invoices",
  "invoice_items",
  "billable_items",
  "products",
  "stock_adjustments",
];

const withheld: { readonly [role in Role]: readonly ResourceName[] } = {
  administrator: [],
  "power receptionist": ["users"],
  practitioner: ["users"],
  receptionist: ["users", "treatment_notes", "treatment_note_templates"],
  scheduler: ["users", "patient_cases", "medical_alerts", ...clinical, ...financial],
  bookkeeper: ["users", ...clinical],
};

const privateOfPatients = [
  "medicare",
  "medicare_reference_number",
  "dva_card_number",
  "custom_fields",
  "notes",
  "occupation",
  "invoice_default_to",
  "invoice_email",
  "invoice_extra_information",
  "emergency_contact",
  "concession_type",
  "invoices",
];

/** Whether a role may list and read a resource at all; Cliniko answers 403 without a body when not. */
export function mayRead(role: Role, resource: ResourceName): boolean {
  return !withheld[role].includes(resource);
}

/** Administrators and power receptionists; others neither read settings nor archived appointment types. */
export function maySeeSettings(role: Role): boolean {
  return role === "administrator" || role === "power receptionist";
}

/** A row as a role sees it: weaker keys miss attributes and are not told so. */
export function shownTo(role: Role, resource: ResourceName, row: Row): Row {
  if (resource === "patients" && role === "scheduler") return without(row, privateOfPatients);
  if (resource !== "communications" || maySeeSettings(role)) return row;
  const isSecret = row.confidential === true || role === "scheduler" || role === "bookkeeper";
  return isSecret ? without(row, ["content", "content_subject"]) : row;
}

function without(row: Row, fields: readonly string[]): Row {
  return Object.fromEntries(Object.entries(row).filter(([field]) => !fields.includes(field)));
}
