import { type CustomFieldSection, customFieldsDefinition } from "./custom-fields.ts";
import type { Row } from "./row.ts";

/** What anybody with a key may read of the account. */
export function publicSettings(customFields: readonly CustomFieldSection[]): Row {
  return { ...account, patient_custom_fields_definition: customFieldsDefinition(customFields) };
}

/** The account's settings as administrators and power receptionists read them. */
export function accountSettings(customFields: readonly CustomFieldSection[]): Row {
  return { ...publicSettings(customFields), ...internal };
}

const account: Row = {
  account: {
    id: "48213",
    name: "Wattle Allied Health",
    subdomain: "wattle-allied-health",
    country: "Australia",
    country_code: "AU",
    currency_symbol: "$",
    time_zone_support: true,
  },
  calendar: { start_hour: 7, end_hour: 20, timeslot_size_in_minutes: 15, multiple_appointments_gap: false },
  online_bookings: {
    enabled: true,
    policy: "Please give 24 hours of notice.",
    daily_bookings_limit: 3,
    allow_bookings_days_in_advance: 90,
    min_hours_advance_required_to_book: 2,
    min_hours_notice_for_patient_cancellation: 24,
    notice_enabled: false,
    notice_title: "",
    notice_text: "",
  },
  online_payments: { activated: false },
  terminology: { patient: "patient", titles: ["Mr", "Mrs", "Ms", "Dr"] },
};

const internal: Row = {
  integrations: { xero: { enabled: true }, mail_chimp: { enabled: false }, medipass: { enabled: false } },
  patient_privacy: {
    requires_hipaa_compliance: false,
    prevent_sending_financial_data_by_email: false,
    anonymise_appointments_on_deletion: false,
  },
  reminders: { default_reminder_type: "SMS & Email" },
  sms: { replies_supported: true, max_message_length: 459 },
  wait_list: { default_wait_list_expiry_period: 14 },
};
