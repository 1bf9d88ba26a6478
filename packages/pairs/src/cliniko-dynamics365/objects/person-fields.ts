import type { Expression, FieldMap } from "@flit/core/mapping";
import { type OwnColumns, type OwnField, optionValue, to } from "../definition.ts";
import { all, constant, each, equals, field, filled, firstOf, item, join, when } from "../expressions.ts";

/** Forms refuse a contact without a last name. */
export const lastName: Expression = firstOf(field("last_name"), constant("(no last name)"));

const kinds = ["Patient", "Contact person", "Practitioner"] as const;

/** Patients, doctors and practitioners share the table: views tell them apart by this. */
export function contactKind(own: OwnColumns, kind: (typeof kinds)[number]): OwnField {
  return own.choice("ContactKind", kinds, constant(optionValue(kinds.indexOf(kind))));
}

type PhoneColumns = { readonly [column: string]: string };

const personPhones: PhoneColumns = {
  telephone1: "Work",
  telephone2: "Home",
  telephone3: "Other",
  mobilephone: "Mobile",
  fax: "Fax",
};

/** Accounts have no column for a mobile phone. */
export const companyPhones: PhoneColumns = {
  telephone1: "Work",
  telephone2: "Mobile",
  telephone3: "Other",
  fax: "Fax",
};

/** As typed; some entries only hold the digits. */
export const phoneNumber = firstOf(item("number"), item("normalized_number"));

/** The first number of each kind to its column; all of them, as typed, to a text column. */
export function phoneFields(own: OwnColumns, list: string, columns: PhoneColumns = personPhones): readonly FieldMap[] {
  return [
    ...Object.entries(columns).map(([column, kind]) =>
      to(
        column,
        each(field(list), phoneNumber, { where: all(equals(item("phone_type"), kind), filled(phoneNumber)), at: 0 }),
      ),
    ),
    own.memo(
      "PhoneNumbers",
      each(field(list), when(filled(phoneNumber), join([item("phone_type"), phoneNumber], ": "))),
    ),
  ];
}

/** Cliniko's three lines are lines of one address, not three addresses. */
export const addressFields: readonly FieldMap[] = [
  to("address1_line1", field("address_1")),
  to("address1_line2", field("address_2")),
  to("address1_line3", field("address_3")),
  to("address1_city", field("city")),
  to("address1_stateorprovince", field("state")),
  to("address1_postalcode", field("post_code")),
  to(
    "address1_country",
    firstOf(field("country"), field("country_code")),
    "The country's code, where its name is known too.",
  ),
];
