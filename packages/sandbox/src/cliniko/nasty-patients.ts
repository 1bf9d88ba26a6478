import { canaryMarker, type Nasty } from "./canary.ts";
import type { Json, Row } from "./row.ts";

interface NastyPatient extends Nasty {
  readonly fields: Row;
  /** Keys Cliniko leaves out of this row. */
  readonly without?: readonly string[];
  /** Whether every custom field is answered, archived ones too. */
  readonly answersAll?: boolean;
  readonly isArchived?: boolean;
  readonly mergedInto?: number;
}

const mobile = (number: string): Json => ({ phone_type: "Mobile", number });
const emptied = [
  "title",
  "preferred_first_name",
  "address_1",
  "address_2",
  "city",
  "state",
  "email",
  "notes",
  "occupation",
  "old_reference_id",
  "sex",
];
const all = (value: Json): Row => Object.fromEntries(emptied.map((field) => [field, value]));

/** The first patients of every clinic; the position is the index. */
export const nastyPatients: readonly NastyPatient[] = [
  { trap: 1, what: "merged into a patient that was merged too", fields: {}, isArchived: true, mergedInto: 1 },
  { trap: 1, what: "middle of a chain of merges", fields: {}, isArchived: true, mergedInto: 2 },
  { trap: 1, what: "survivor of a chain of merges", fields: {} },
  { trap: 0, what: "Chinese name", fields: { first_name: "小明", last_name: "王", preferred_first_name: "Ming" } },
  { trap: 0, what: "Arabic name, right to left", fields: { first_name: "محمد", last_name: "الأحمد" } },
  { trap: 0, what: "Cyrillic name", fields: { first_name: "Дмитрий", last_name: "Иванов" } },
  {
    trap: 0,
    what: "emoji outside the basic plane",
    fields: { first_name: "Robin 🦘", last_name: "O’Neil 👩‍👩‍👧", notes: "likes 🏄🏽‍♀️" },
  },
  {
    trap: 0,
    what: "combining characters instead of composed ones",
    fields: { first_name: "Jose\u0301", last_name: "Mun\u0303oz" },
  },
  {
    trap: 0,
    what: "last name longer than 50 characters",
    fields: {
      last_name: `${"Wolfeschlegelsteinhausen-".repeat(3)}Bergerdorff`,
      first_name: "Hubert Blaine ".repeat(5).trim(),
    },
  },
  {
    trap: 21,
    what: "address line longer than 250 characters",
    fields: {
      address_1: `Unit 1, ${"behind the third gate after the creek, ".repeat(8)}`,
      city: `Llanfair${"pwllgwyngyll".repeat(8)}`,
      post_code: "N/A - see directions on the fridge",
    },
  },
  {
    trap: 0,
    what: "notes longer than 2,000 characters",
    fields: { notes: `${"Long note about parking and preferences. ".repeat(80)}${canaryMarker}` },
  },
  {
    trap: 22,
    what: "e-mail address shared by a family",
    fields: { last_name: "Family", email: "family@shared.example", patient_phone_numbers: [mobile("0491 570 006")] },
  },
  {
    trap: 22,
    what: "e-mail address shared by a family",
    fields: { last_name: "Family", email: "family@shared.example", patient_phone_numbers: [mobile("0491 570 006")] },
  },
  {
    trap: 22,
    what: "e-mail address shared by a family, other case",
    fields: { last_name: "Family", email: "Family@Shared.example", date_of_birth: null },
  },
  { trap: 10, what: "blank text everywhere", fields: { ...all(""), concession_type: null } },
  {
    trap: 10,
    what: "null everywhere",
    fields: { ...all(null), custom_fields: null, pronouns: null, patient_phone_numbers: [] },
  },
  {
    trap: 9,
    what: "no relations at all and keys left out",
    fields: {},
    without: [...emptied, "concession_type", "referring_doctor", "custom_fields"],
  },
  {
    trap: 17,
    what: "custom fields of every type, archived ones too",
    fields: {},
    answersAll: true,
  },
  {
    trap: 10,
    what: "unknown keys and choices",
    fields: {
      reminder_type: "WhatsApp",
      sex: "Unspecified",
      future_field: { shape: ["unknown", 1, null] },
      favourite_colour: "teal",
    },
  },
  {
    trap: 18,
    what: "several numbers of one type, none normalised",
    fields: {
      patient_phone_numbers: [
        mobile("0491 570 156"),
        mobile("+61 491 570 157 (wife)"),
        { phone_type: "Home", number: "n/a" },
        { phone_type: "Fax", number: "03 5550 0100" },
        { phone_type: "Pager", number: "12" },
      ],
    },
  },
  { trap: 1, what: "archived, never merged", fields: {}, isArchived: true },
  {
    trap: 0,
    what: "same name and birthday as the next patient",
    fields: { first_name: "Chris", last_name: "Double", date_of_birth: "1980-05-05", old_reference_id: "MRN-77" },
  },
  {
    trap: 0,
    what: "same name, birthday and reference as the patient before",
    fields: { first_name: "Chris", last_name: "Double", date_of_birth: "1980-05-05", old_reference_id: "MRN-77" },
  },
  {
    trap: 33,
    what: "privacy policy refused, no marketing",
    fields: { accepted_privacy_policy: false, accepted_email_marketing: false, accepted_sms_marketing: false },
  },
  {
    trap: 15,
    what: "formula, markup, quotes and control characters",
    fields: {
      first_name: "=cmd|' /C calc'!A0",
      last_name: "<script>alert(1)</script>",
      notes: 'bell \u0007 and vertical tab \u000b, "quotes" & <b>markup</b>\r\n\ttabbed\u0000',
    },
  },
  {
    trap: 0,
    what: "hidden payer in free text",
    fields: {
      invoice_default_to: "Southern Cross Insurance\r\nClaim #SX-4471\r\nPO Box 1, Carlton",
      invoice_email: "claims@southerncross.example",
      invoice_extra_information: "Insurance #99-1234\r\nCase manager: J Citizen",
    },
  },
  {
    trap: 0,
    what: "white space around and inside names",
    fields: { first_name: "  Mary  Jane ", last_name: "\u00a0Smith\u200b ", email: " mary.jane@mail.example " },
  },
  { trap: 13, what: "birthday on 29 February 1904", fields: { date_of_birth: "1904-02-29" } },
  { trap: 0, what: "not an e-mail address", fields: { email: "none - ask daughter", time_zone: "Mars/Olympus" } },
  {
    trap: 0,
    what: "canary in every identifying field",
    fields: {
      first_name: canaryMarker,
      last_name: `${canaryMarker}-Last`,
      email: `${canaryMarker}@mail.example`,
      address_1: `1 ${canaryMarker} Street`,
      medicare: "2000000000",
      occupation: canaryMarker,
      emergency_contact: `${canaryMarker} 0491 570 110`,
    },
  },
  { trap: 1, what: "second patient merged into the same survivor", fields: {}, isArchived: true, mergedInto: 2 },
  { trap: 0, what: "first name empty", fields: { first_name: "", last_name: "Mononym" } },
  {
    trap: 0,
    what: "e-mail address longer than 100 characters",
    fields: { email: `${"long".repeat(25)}@${"sub.".repeat(8)}mail.example` },
  },
];
