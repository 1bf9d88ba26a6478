import type { SourceRecord } from "@flit/core/record";
import { type CustomFieldAnswer, customFieldAnswers } from "../custom-fields.ts";
import { type Derivation, derivedFrom, newest, textOf } from "./derivation.ts";

/**
 * Cliniko has no insurance record: cover stands in custom fields, Medicare and DVA numbers, invoice texts and cases.
 * Ids `<patient>-<rank>-<number>` are equally long and sort by rank: the first of a patient is the primary one.
 */
export const insuranceProfile: Derivation = {
  object: "insurance_profile",
  from: ["patients", "patient_cases"],
  derive: (record) => (record.object === "patients" ? profilesOfPatient(record) : [profileOfCase(record)]),
  merge: newest,
};

const links = ["patient", "contact"];

function profilesOfPatient(patient: SourceRecord): readonly SourceRecord[] {
  const profile = (kind: string, fields: SourceRecord["fields"]) =>
    derivedFrom(patient, "insurance_profile", `${patient.id}-${kind}`, { ...fields, patient: patient.id }, links);
  const [medicare, dva] = [textOf(patient, "medicare"), textOf(patient, "dva_card_number")];
  const reference = textOf(patient, "medicare_reference_number");
  const invoiced = invoiceCover(patient);
  return [
    ...sectionsOf(patient).map((answers, index) => profile(`1-${index + 1}`, coverOf(answers))),
    ...(medicare === null && reference === null
      ? []
      : [
          profile("2-1", {
            provider: "Medicare",
            policy_number: medicare,
            group_number: reference,
            coverage_type: "Medicare",
          }),
        ]),
    ...(dva === null
      ? []
      : [profile("3-1", { provider: "Department of Veterans' Affairs", policy_number: dva, coverage_type: "DVA" })]),
    ...(invoiced === null ? [] : [profile("4-1", invoiced)]),
  ];
}

/** Id under which appointments find the profile of their case. */
function profileOfCase(record: SourceRecord): SourceRecord {
  const referral = textOf(record, "referral_type");
  const provider = referral === null ? null : (caseProviders[referral.toLowerCase()] ?? referral);
  const fields = {
    provider: provider ?? textOf(record, "name"),
    policy_number: null,
    coverage_type: ["Case", referral].filter((part) => part !== null).join(": "),
    valid_from: textOf(record, "issue_date"),
    valid_until: textOf(record, "expiry_date"),
    closed_at: textOf(record, "closed_at"),
    max_sessions: record.fields.max_sessions ?? null,
    max_invoiceable_amount: record.fields.max_invoiceable_amount ?? null,
    details: lines([
      ["Case", textOf(record, "name")],
      ["Notes", textOf(record, "notes")],
      ["Referral", yesNo(record.fields.referral)],
      ["Counts cancelled appointments", yesNo(record.fields.include_cancelled_attendees)],
      ["Counts missed appointments", yesNo(record.fields.include_dna_attendees)],
    ]),
    case: record.id,
    patient: textOf(record, "patient"),
    contact: textOf(record, "contact"),
  };
  return derivedFrom(record, "insurance_profile", `case-${record.id}`, fields, links);
}

const caseProviders: { readonly [type: string]: string } = {
  medicare: "Medicare",
  dva: "Department of Veterans' Affairs",
};

const speaksOfCover =
  /insur|health\s*fund|medicare|\bdva\b|\bndis\b|work\s*cover|\btac\b|\bclaim|\bcover(age)?\b|policy/i;

/** Answered sections of the custom fields that speak of insurance. */
function sectionsOf(patient: SourceRecord): readonly (readonly CustomFieldAnswer[])[] {
  const answers = customFieldAnswers(patient.fields.custom_fields ?? null);
  const sections = Map.groupBy(answers, ({ section }) => section);
  return [...sections]
    .filter(
      ([section, inside]) =>
        speaksOfCover.test(section) || inside.some(({ label }) => /insurer|health\s*fund|policy/i.test(label)),
    )
    .map(([, inside]) => inside);
}

function coverOf(answers: readonly CustomFieldAnswer[]): SourceRecord["fields"] {
  const rest = [...answers];
  // Each answer serves once: "Policy type" is a type and not a second policy number.
  const take = (pattern: RegExp, isDate = false): string | null => {
    const index = rest.findIndex(({ label, type }) => pattern.test(label) && (!isDate || type === "date"));
    return index === -1 ? null : (rest.splice(index, 1)[0]?.value ?? null);
  };
  const coverageType = take(/type|level|plan|product/i);
  const validUntil = take(/expir|until|valid to|\bend/i, true);
  const validFrom = take(/start|from|issue|since/i, true);
  const group = take(/group|reference|suffix/i);
  const policy = take(/policy|member|claim|card|number|\bno\b/i);
  const provider = take(/provider|insurer|fund|company|insurance|cover/i);
  return {
    provider: provider ?? answers[0]?.section ?? null,
    policy_number: policy,
    group_number: group,
    coverage_type: coverageType ?? answers[0]?.section ?? null,
    valid_from: validFrom,
    valid_until: validUntil,
    details: lines(answers.map(({ label, value }) => [label, value])),
  };
}

const claimNumber =
  /(?:claim|policy|member(?:ship)?|insurance)\s*(?:no\.?|number|num\.?|id)?\s*[#:.]?\s*([a-z]{0,4}[-\s]?\d[\w/-]{2,})/i;

/** Third-party billing is set up as free text on the patient: it counts when it names a claim or a policy. */
function invoiceCover(patient: SourceRecord): SourceRecord["fields"] | null {
  const billTo = textOf(patient, "invoice_default_to");
  const extra = textOf(patient, "invoice_extra_information");
  const found = claimNumber.exec([billTo, extra].filter((text) => text !== null).join("\n"));
  if (!found) return null;
  return {
    provider: billTo?.split(/\r?\n/)[0]?.trim() ?? "Third-party payer",
    policy_number: found[1]?.trim() ?? null,
    coverage_type: "Third-party billing",
    details: lines([
      ["Invoice to", billTo],
      ["Invoice e-mail", textOf(patient, "invoice_email")],
      ["Extra information", extra],
    ]),
  };
}

function lines(pairs: readonly (readonly [string, string | null])[]): string | null {
  const filled = pairs.flatMap(([label, value]) => (value === null ? [] : [`${label}: ${value}`]));
  return filled.length === 0 ? null : filled.join("\n");
}

function yesNo(value: unknown): string | null {
  return typeof value === "boolean" ? (value ? "Yes" : "No") : null;
}
