import type { Expression, FieldMap } from "@flit/core/mapping";
import {
  archivedState,
  created,
  define,
  logicalName,
  type ObjectDefinition,
  type OwnColumns,
  optionValue,
  ownColumns,
  provenance,
  to,
} from "../definition.ts";
import {
  all,
  choice,
  constant,
  documented,
  each,
  environment,
  equals,
  field,
  filled,
  firstOf,
  item,
  join,
  meta,
  not,
  optionalReference,
  ownerOf,
  reference,
  self,
  transform,
  when,
} from "../expressions.ts";
import { filesFolder } from "../files-folder.ts";
import type { PairOptions } from "../pair-options.ts";
import { customFieldColumns, otherCustomFields } from "./custom-field-columns.ts";
import { addressFields, contactKind, lastName, phoneFields, phoneNumber } from "./person-fields.ts";

/** Patients become contacts; merged ones an alias of the record they were merged into. */
export function patient(options: PairOptions): ObjectDefinition {
  const { prefix } = options;
  const own = ownColumns(prefix);
  return define({
    key: "patient",
    title: "Patients",
    reportsAs: "Patient",
    source: {
      object: "patients",
      joins: [
        {
          kind: "one",
          alias: "booking",
          objects: ["individual_appointments", "group_appointments"],
          by: "latest_booking",
        },
        { kind: "one", alias: "concession", objects: ["concession_types"], by: "concession_type" },
        { kind: "many", alias: "alerts", object: "medical_alerts", foreignKey: "patient" },
        { kind: "many", alias: "insurance", object: "insurance_profile", foreignKey: "patient" },
        { kind: "many", alias: "referrals", object: "referral_sources", foreignKey: "patient" },
        { kind: "many", alias: "merged", object: "patients", foreignKey: "merged_with_patient" },
        ...relations.map(([alias, object]) => ({ kind: "many" as const, alias, object, foreignKey: "patient" })),
      ],
    },
    table: "contact",
    overflow: logicalName(prefix, "Overflow"),
    skip: options.skipUnrelatedPatients ? [{ when: isUnrelated, reason: "unrelated" }] : [],
    alias: when(filled(field("merged_with_patient")), field("merged_with_patient")),
    fields: [
      ...provenance(own, "patient"),
      contactKind(own, "Patient"),
      to("firstname", field("first_name")),
      to("lastname", lastName),
      to("salutation", field("title")),
      to("nickname", field("preferred_first_name")),
      to("jobtitle", field("occupation")),
      to("birthdate", field("date_of_birth")),
      to("emailaddress1", field("email")),
      ...phoneFields(own, "patient_phone_numbers"),
      ...addressFields,
      to("description", field("notes")),
      own.text("MRN", 255, field("old_reference_id")),
      ...identityFields(own),
      ...consentFields(own),
      ...clinicalFields(own),
      ...billingFields(own),
      ...insuranceFields(own),
      own.boolean("NeedsReview", when(isUnrelated, constant(true), constant(false))),
      own.memo(
        "MergedRecords",
        each(field("@merged"), mergedRecord),
        "Other values of merged duplicates stay in Cliniko; their appointments, notes and files move to this contact.",
      ),
      ...customFieldColumns(own, options.customFields),
      otherCustomFields(own, options.customFields),
      ...(options.sharePoint ? [attachmentUrl(own)] : []),
      to("ownerid", ownerOf(field("@booking.practitioner"))),
      created,
    ],
    finish: archivedState,
    retire: [
      own.lookup("MergedInto", "contact", reference("patient", "contact", field("merged_with_patient"))),
      to("statecode", constant(1)),
      to("statuscode", constant(2)),
    ],
  });
}

/** What people need of a duplicate whose other values stay behind: who it was, how to reach them, what was noted. */
const mergedRecord = join(
  [
    ...["first_name", "last_name", "date_of_birth", "email", "old_reference_id"].map(item),
    each(item("patient_phone_numbers"), phoneNumber, { separator: ", " }),
    item("notes"),
    item("appointment_notes"),
  ],
  " · ",
);

/** What makes a patient more than a name on a list. Communications do not count: they exist for anybody. */
const relations = [
  ["attendees", "attendees"],
  ["invoices", "invoices"],
  ["treatmentNotes", "treatment_notes"],
  ["attachments", "patient_attachments"],
  ["cases", "patient_cases"],
  ["relationships", "relationships"],
] as const;

const isUnrelated = all(
  ...[...relations.map(([alias]) => alias), "merged"].map((alias) => not(filled(field(`@${alias}`)))),
);

/** What was removed in Cliniko stays readable, but nobody may take it for valid. */
const removedMark = when(filled(meta("removedAt", ".")), constant("[Archived]"));

function identityFields(own: OwnColumns): readonly FieldMap[] {
  return [
    to("gendercode", genderCode, "Only Male and Female have a value; Sex keeps the original."),
    own.text("Sex", 100, field("sex")),
    own.text("GenderIdentity", 255, field("gender_identity")),
    own.text("GenderFormer", 100, field("gender")),
    own.text("Pronouns", 255, transform("keyValueLines", [field("pronouns")])),
    own.text("TimeZone", 100, field("time_zone")),
    own.memo(
      "Relationships",
      each(field("@relationships"), join([removedMark, join([relation, item("related_patient")], ": ")])),
    ),
  ];
}

const genderCode = when(equals(field("sex"), "Male"), constant(1), when(equals(field("sex"), "Female"), constant(2)));

const relation: Expression = firstOf(
  item("relation_description"),
  documented(item("relation"), {
    10: "Parent",
    20: "Child",
    30: "Sibling",
    40: "Spouse",
    50: "Partner",
    60: "Relative",
    70: "Other",
  }),
);

/** Consent is yes, no or never asked. The standard switch has two values: without a yes nobody is mailed. */
function consentFields(own: OwnColumns): readonly FieldMap[] {
  const tri = (path: string) => choice(field(path), { true: optionValue(0), false: optionValue(1) });
  return [
    to(
      "donotbulkemail",
      when(equals(field("accepted_email_marketing"), true), constant(false), constant(true)),
      "Never asked and refused are both do-not-send; EmailMarketingConsent keeps the difference.",
    ),
    own.choice("EmailMarketingConsent", ["Accepted", "Declined"], tri("accepted_email_marketing")),
    own.choice("SmsMarketingConsent", ["Accepted", "Declined"], tri("accepted_sms_marketing")),
    own.choice("PrivacyPolicyConsent", ["Accepted", "Declined"], tri("accepted_privacy_policy")),
    own.text("ReminderType", 50, field("reminder_type")),
    own.boolean("ReceivesConfirmationEmails", field("receives_confirmation_emails")),
    own.boolean("ReceivesCancellationEmails", field("receives_cancellation_emails")),
  ];
}

function clinicalFields(own: OwnColumns): readonly FieldMap[] {
  return [
    own.memo("MedicalAlerts", each(field("@alerts"), join([removedMark, item("name")]))),
    own.memo("AppointmentNotes", field("appointment_notes")),
    own.text("EmergencyContact", 1000, field("emergency_contact")),
    own.text("ConcessionType", 255, field("@concession.name")),
    own.lookup("ReferringDoctor", "contact", optionalReference("contact-person", "contact", field("referring_doctor"))),
    own.memo(
      "ReferralSource",
      join([field("referral_source"), each(field("@referrals"), referral)], "\n"),
      "Type and referrer are named by their Cliniko ids.",
    ),
  ];
}

/** `Contact 12 · subcategory · notes · type 3`. */
const referral = join([
  removedMark,
  join(
    [
      join([item("referrer_type"), item("referrer")]),
      item("subcategory"),
      item("notes"),
      when(filled(item("referral_source_type")), join([constant("type"), item("referral_source_type")])),
    ],
    " · ",
  ),
]);

function billingFields(own: OwnColumns): readonly FieldMap[] {
  return [
    own.memo("InvoiceTo", field("invoice_default_to")),
    own.text("InvoiceEmail", 255, field("invoice_email")),
    own.memo("InvoiceExtraInformation", field("invoice_extra_information")),
  ];
}

/** The first assembled profile is the primary one: health fund, Medicare, DVA, invoice text, and cases last. */
function insuranceFields(own: OwnColumns): readonly FieldMap[] {
  const primary = (path: string) => when(filled(ofPatient("provider")), ofPatient(path), ofCase(path));
  return [
    own.text("InsuranceProvider", 255, primary("provider")),
    own.text("InsurancePolicyNumber", 255, primary("policy_number")),
    own.text("InsuranceGroupNumber", 255, primary("group_number")),
  ];
}

const ofCase = (path: string) => each(field("@insurance"), item(path), { at: 0 });
const ofPatient = (path: string) => each(field("@insurance"), item(path), { where: not(filled(item("case"))), at: 0 });

function attachmentUrl(own: OwnColumns): FieldMap {
  const folder = transform("folderName", [constant(null), self]);
  const address = transform("webAddress", [environment("rootUrl"), constant(filesFolder), folder]);
  return own.url("AttachmentURL", when(filled(field("@attachments")), address));
}
