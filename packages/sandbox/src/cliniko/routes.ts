import { isResource, type ResourceName } from "./resources.ts";

/** What a path of the API asks for. */
export type Route =
  | { readonly kind: "list"; readonly resource: ResourceName; readonly key: string; readonly isActive?: boolean }
  | {
      readonly kind: "nested";
      readonly resource: ResourceName;
      readonly key: string;
      readonly parent: ResourceName;
      readonly id: string;
      readonly field: string;
    }
  | { readonly kind: "record"; readonly resource: ResourceName; readonly id: string }
  | { readonly kind: "content"; readonly id: string }
  | { readonly kind: "referral-source"; readonly id: string }
  | { readonly kind: "user" }
  | { readonly kind: "settings"; readonly isPublic: boolean };

/** `parent/child` → what is listed, and the filter that ties it to the parent. */
const nested: { readonly [path: string]: readonly [resource: ResourceName, field: string, parent?: ResourceName] } = {
  "patients/appointments": ["individual_appointments", "patient_id"],
  "patients/invoices": ["invoices", "patient_id"],
  "patients/medical_alerts": ["medical_alerts", "patient_id"],
  "patients/patient_attachments": ["patient_attachments", "patient_id"],
  "patients/treatment_notes": ["treatment_notes", "patient_id"],
  "invoices/invoice_items": ["invoice_items", "invoice_id"],
  "individual_appointments/attendees": ["attendees", "booking_id"],
  "group_appointments/attendees": ["attendees", "booking_id"],
  "patient_cases/attendees": ["attendees", "patient_case_id"],
  "attendees/invoices": ["invoices", "attendee_id"],
  "attendees/patient_forms": ["patient_forms", "attendee_id"],
  "appointments/invoices": ["invoices", "appointment_id", "individual_appointments"],
  "practitioners/appointments": ["individual_appointments", "practitioner_id"],
  "practitioners/invoices": ["invoices", "practitioner_id"],
  "practitioners/practitioner_reference_numbers": ["practitioner_reference_numbers", "practitioner_id"],
  "practitioners/daily_availabilities": ["daily_availabilities", "practitioner_id"],
  "businesses/appointments": ["individual_appointments", "business_id"],
  "businesses/daily_availabilities": ["daily_availabilities", "business_id"],
  "products/stock_adjustments": ["stock_adjustments", "product_id"],
};

/** Reads a path below `/v1/`; undefined when the API has no such path. */
export function routeOf(path: string): Route | undefined {
  const [first = "", second, third, ...more] = path.split("/");
  if (more.length > 0) return undefined;
  if (path === "user") return { kind: "user" };
  if (path === "settings" || path === "settings/public") return { kind: "settings", isPublic: second === "public" };
  if (path === "practitioners/inactive")
    return { kind: "list", resource: "practitioners", key: "practitioners", isActive: false };
  if (second !== undefined && third !== undefined) return below(first, second, third);
  if (!isResource(first)) return undefined;
  if (second !== undefined) return hasRecords(first) ? { kind: "record", resource: first, id: second } : undefined;
  return { kind: "list", resource: first, key: first, ...(first === "practitioners" && { isActive: true }) };
}

function below(first: string, id: string, child: string): Route | undefined {
  if (first === "patient_attachments" && child === "content") return { kind: "content", id };
  if (first === "patients" && child === "referral_source") return { kind: "referral-source", id };
  const [resource, field, parent = first] = nested[`${first}/${child}`] ?? [];
  if (resource === undefined || field === undefined || !isResource(parent)) return undefined;
  return { kind: "nested", resource, key: child, parent, id, field };
}

/** Cliniko lists these but has no path for one of them. */
function hasRecords(resource: ResourceName): boolean {
  return resource !== "referral_sources" && resource !== "services";
}
