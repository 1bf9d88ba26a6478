/**
 * What fixed Cliniko fields are called elsewhere, by list and key: their keys say little ("id", "number"), and an
 * organisation may have a column for them under another name.
 */
export const fixedAliases: { readonly [object: string]: { readonly [field: string]: readonly string[] } } = {
  patients: {
    id: ["Cliniko ID", "Cliniko patient ID", "Cliniko reference"],
    old_reference_id: ["MRN", "Medical record number", "Legacy file number", "Old file number", "Patient number"],
    medicare: ["Medicare number", "Medicare card number"],
    medicare_reference_number: ["Medicare IRN", "Individual reference number"],
    dva_card_number: ["DVA number", "DVA file number", "DVA card number"],
    emergency_contact: ["Emergency contact name"],
    referring_doctor: ["Referring doctor"],
    referral_source: ["How did you hear about us", "Referral source"],
    reminder_type: ["Reminder preference", "Appointment reminders"],
    accepted_privacy_policy: ["Privacy policy accepted", "Privacy policy signed", "Privacy consent"],
    accepted_sms_marketing: ["SMS marketing consent", "SMS marketing opt in"],
    pronouns: ["Preferred pronouns"],
    concession_type: ["Concession"],
    time_zone: ["Time zone of the patient"],
    appointment_notes: ["Notes for appointments"],
    invoice_default_to: ["Invoice to", "Bill to"],
    invoice_extra_information: ["Invoice extra information", "Extra billing information"],
    receives_confirmation_emails: ["Appointment confirmation emails"],
    receives_cancellation_emails: ["Appointment cancellation emails"],
  },
  contacts: {
    id: ["Cliniko contact ID"],
    provider_number: ["Doctor's provider number"],
    doctor_type: ["Type of doctor", "Specialty"],
  },
  individual_appointments: {
    id: ["Cliniko appointment ID"],
    did_not_arrive: ["Did not attend", "No show"],
    cancellation_reason: ["Reason for cancellation"],
    cancelled_at: ["Cancelled on"],
    patient_arrived: ["Arrived"],
  },
  invoices: {
    id: ["Cliniko invoice ID"],
    number: ["Invoice number"],
    issue_date: ["Issued on", "Invoice date"],
    status: ["Invoice status"],
    total_amount: ["Invoice total"],
  },
  treatment_notes: {
    id: ["Cliniko note ID"],
    title: ["Note title"],
    finalized_at: ["Finalised on", "Finalised at"],
    author_name: ["Author of the note"],
  },
  patient_cases: {
    id: ["Cliniko case ID"],
    max_sessions: ["Sessions approved", "Maximum sessions"],
    issue_date: ["Case opened on"],
    expiry_date: ["Case expiry date"],
  },
  medical_alerts: { id: ["Cliniko alert ID"], name: ["Alert", "Medical alert"] },
};
