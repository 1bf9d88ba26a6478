import { canaryMarker } from "../canary.ts";
import { customFieldsOf } from "../custom-fields.ts";
import words from "../data/words.json" with { type: "json" };
import { pick } from "../draw.ts";
import { nastyPatients } from "../nasty-patients.ts";
import { dateOnly, type Json, link, type Row } from "../row.ts";
import { isLonely, type Shape, type World } from "../world.ts";

const pronouns: Row = {
  nominative: "they",
  accusative: "them",
  pronominal_possessive: "their",
  predicative_possessive: "theirs",
  reflexive: "themself",
};

/** The clinic's patients: the nasty ones first, then believable ones. `latestBooking` answers the last appointment. */
export function patientShape(world: World, latestBooking: (patient: number) => number | undefined): Shape {
  const draw = world.draw("patients");
  return {
    count: world.sizes.patients,
    isArchived: (index) =>
      nastyPatients[index]?.isArchived ?? (index >= nastyPatients.length && draw(index, "archived") % 29 === 0),
    links: {
      concession_type: (index) =>
        isLonely(index) || index % 5 !== 0
          ? undefined
          : { resource: "concession_types", index: draw(index, "concession") % 3 },
      referring_doctor: (index) =>
        isLonely(index) || index % 3 !== 0
          ? undefined
          : { resource: "contacts", index: draw(index, "doctor") % world.sizes.contacts },
      merged_with_patient: (index) => {
        const into = nastyPatients[index]?.mergedInto;
        return into === undefined ? undefined : { resource: "patients", index: into };
      },
      latest_booking: (index) => {
        const booking = latestBooking(index);
        return booking === undefined ? undefined : { resource: "individual_appointments", index: booking };
      },
    },
    body: (index, id, updatedAt) => {
      const nasty = nastyPatients[index];
      const believable = believablePatient(world, index, id, updatedAt);
      if (nasty === undefined) return believable;
      const answers = nasty.answersAll && customFieldsOf(world.customFields, index, true, canaryMarker);
      const merged = { ...believable, ...nasty.fields, ...(answers && { custom_fields: answers }) };
      return Object.fromEntries(Object.entries(merged).filter(([field]) => !nasty.without?.includes(field)));
    },
  };
}

function believablePatient(world: World, index: number, id: string, updatedAt: string): Row {
  const draw = world.draw("patients");
  // Every ninth lives with the patient before: one last name, one e-mail address.
  const family = index % 9 === 4 ? index - 1 : index;
  const isFemale = draw(index, "sex") % 2 === 0;
  const first = pick(isFemale ? words.female : words.male, draw(index, "first"));
  const last = pick(words.last, draw(family, "last"));
  const [city = "", state = "", postCode = ""] = pick(words.suburbs, draw(family, "suburb"));
  const phone = `0491570${String(draw(index, "phone") % 1000).padStart(3, "0")}`;
  const bornMs = world.nowMs - (1 + (draw(index, "born") % 32_000)) * 86_400_000;
  const isCanary = index % 97 === 29;
  const numbers: Json[] = [
    { phone_type: "Mobile", number: phone, normalized_number: `61${phone.slice(1)}` },
    ...(index % 4 === 0 ? [{ phone_type: "Home", number: "(03) 5550 0123", normalized_number: "61355500123" }] : []),
  ];
  return {
    title: pick(["Mr", "Mrs", "Ms", "Dr", "", null], draw(index, "title")),
    first_name: isCanary ? `${first} ${canaryMarker}` : first,
    preferred_first_name: index % 6 === 0 ? first.slice(0, 3) : null,
    last_name: last,
    label: `${first} ${last}`,
    date_of_birth: index % 23 === 0 ? null : dateOnly(bornMs),
    sex: isFemale ? "Female" : "Male",
    gender: isFemale ? "Female" : "Male",
    gender_identity: index % 7 === 0 ? (isFemale ? "Woman" : "Man") : null,
    pronouns: index % 11 === 0 ? pronouns : null,
    email: index % 8 === 7 ? "" : `${words.last.indexOf(last)}.${family}.${world.seed}@mail.example`,
    patient_phone_numbers: index % 13 === 12 ? [] : numbers,
    address_1: `${1 + (draw(family, "number") % 300)} ${pick(words.streets, draw(family, "street"))}`,
    address_2: index % 10 === 0 ? "Unit 2" : "",
    address_3: null,
    city,
    state,
    post_code: postCode,
    country: "Australia",
    country_code: "AU",
    time_zone: "Australia/Melbourne",
    emergency_contact: index % 3 === 0 ? `${pick(words.male, draw(index, "kin"))} (partner) 0491 570 313` : "",
    occupation: pick(words.occupations, draw(index, "occupation")),
    notes: index % 12 === 5 ? `Parks behind the clinic. ${canaryMarker}` : "",
    appointment_notes: index % 15 === 0 ? "Needs the ground floor room" : null,
    accepted_privacy_policy: pick([true, true, null, false], draw(index, "privacy")),
    accepted_email_marketing: pick([true, false, null], draw(index, "email-marketing")),
    accepted_sms_marketing: pick([true, false, null], draw(index, "sms-marketing")),
    reminder_type: pick(["SMS", "Email", "SMS & Email", "None"], draw(index, "reminder")),
    receives_confirmation_emails: true,
    receives_cancellation_emails: index % 2 === 0,
    invoice_default_to:
      index % 14 === 0 ? `${pick(words.companies, draw(index, "payer"))}\r\nClaim #${1000 + (index % 9000)}` : "",
    invoice_email: index % 14 === 0 ? "accounts@payer.example" : "",
    invoice_extra_information: null,
    medicare: index % 4 === 1 ? `2000${String(100_000 + (draw(index, "medicare") % 900_000))}` : "",
    medicare_reference_number: index % 4 === 1 ? "1" : "",
    dva_card_number: index % 40 === 3 ? `VX${100_000 + (index % 900_000)}` : null,
    old_reference_id: index % 2 === 0 ? `MRN-${1000 + index}` : "",
    referral_source: index % 5 === 0 ? "Google" : "",
    custom_fields: index % 3 === 0 ? customFieldsOf(world.customFields, index, index % 30 === 0, `entry`) : null,
    ...(nastyPatients[index]?.mergedInto === undefined ? {} : { merged_at: updatedAt }),
    appointments: link(`patients/${id}/appointments`),
    attendees: link(`attendees?q%5B%5D=patient_id%3A%3D${id}`),
    invoices: link(`patients/${id}/invoices`),
    medical_alerts: link(`patients/${id}/medical_alerts`),
    patient_attachments: link(`patients/${id}/patient_attachments`),
    relationships: link(`relationships?q%5B%5D=patient_id%3A%3D${id}`),
  };
}
