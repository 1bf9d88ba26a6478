/** How one source object is listed. Source: Cliniko's OpenAPI of 2025-08 and its documentation of filters. */
export interface Resource {
  /** Lists to read one after the other; most objects have one. */
  readonly paths: readonly string[];
  /** Key of the array in the answer. */
  readonly key: string;
  /** Filters that bring in what the default list hides. */
  readonly hidden: readonly ("archived_at" | "cancelled_at" | "deleted_at")[];
  /** Whether rows can be filtered and sorted by `created_at`, and filtered by `updated_at`. */
  readonly hasTimes: boolean;
  /** A bare object instead of a list. */
  readonly isSingle?: boolean;
  /** Where one record is looked up by its id, the address below the list unless given; `nowhere` where nothing is documented. */
  readonly lookUp?: "list" | "nowhere";
}

const archived = ["archived_at"] as const;
const deleted = ["archived_at", "deleted_at"] as const;
const cancelled = ["archived_at", "deleted_at", "cancelled_at"] as const;

function list(name: string, hidden: Resource["hidden"] = archived): Resource {
  return { paths: [name], key: name, hidden, hasTimes: true };
}

/** Every object that is read, in an order in which loading can begin early. */
export const resources: { readonly [object: string]: Resource } = {
  settings: { paths: ["settings", "settings/public"], key: "settings", hidden: [], hasTimes: false, isSingle: true },
  businesses: list("businesses", deleted),
  users: list("users", []),
  // Former practitioners have a list of their own; old appointments point at them.
  practitioners: {
    paths: ["practitioners", "practitioners/inactive"],
    key: "practitioners",
    hidden: [],
    hasTimes: true,
  },
  practitioner_reference_numbers: list("practitioner_reference_numbers", []),
  daily_availabilities: list("daily_availabilities", []),
  treatment_note_templates: list("treatment_note_templates", deleted),
  appointment_types: list("appointment_types"),
  appointment_type_billable_items: list("appointment_type_billable_items", []),
  appointment_type_products: list("appointment_type_products", []),
  concession_types: list("concession_types"),
  taxes: list("taxes", []),
  patients: list("patients"),
  medical_alerts: list("medical_alerts", deleted),
  patient_cases: list("patient_cases"),
  referral_source_types: list("referral_source_types"),
  // The one list whose records have no address.
  referral_sources: { ...list("referral_sources"), lookUp: "list" },
  relationships: list("relationships"),
  contacts: list("contacts", deleted),
  product_suppliers: list("product_suppliers", []),
  products: list("products"),
  billable_items: list("billable_items"),
  individual_appointments: list("individual_appointments", cancelled),
  group_appointments: list("group_appointments", deleted),
  attendees: list("attendees", cancelled),
  treatment_notes: list("treatment_notes", deleted),
  invoices: list("invoices", deleted),
  invoice_items: list("invoice_items", deleted),
  communications: list("communications"),
  patient_attachments: list("patient_attachments"),
  // Newer than the published specification: absent in some accounts.
  recall_types: { ...list("recall_types"), hidden: [], hasTimes: false, lookUp: "nowhere" },
  recalls: { ...list("recalls"), hidden: [], hasTimes: false, lookUp: "nowhere" },
};
