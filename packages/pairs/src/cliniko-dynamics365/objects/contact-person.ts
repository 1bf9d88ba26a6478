import {
  archivedState,
  created,
  define,
  logicalName,
  type ObjectDefinition,
  ownColumns,
  provenance,
  to,
} from "../definition.ts";
import { fallbackOwner, field, reference } from "../expressions.ts";
import type { PairOptions } from "../pair-options.ts";
import { addressFields, contactKind, lastName, phoneFields } from "./person-fields.ts";

/** Persons among Cliniko's contacts (doctors, case managers) become contacts under their account. */
export function contactPerson({ prefix }: PairOptions): ObjectDefinition {
  const own = ownColumns(prefix);
  return define({
    key: "contact-person",
    title: "Contact persons",
    reportsAs: "Company",
    source: { object: "contact_person" },
    table: "contact",
    overflow: logicalName(prefix, "Overflow"),
    fields: [
      ...provenance(own, "contact-person"),
      contactKind(own, "Contact person"),
      to("firstname", field("first_name")),
      to("lastname", lastName),
      to("salutation", field("title")),
      to("nickname", field("preferred_name")),
      to("jobtitle", field("occupation")),
      to("emailaddress1", field("email")),
      ...phoneFields(own, "phone_numbers"),
      ...addressFields,
      to("description", field("notes")),
      own.text("ProviderNumber", 255, field("provider_number")),
      own.text("DoctorType", 100, field("doctor_type")),
      own.text("ClinikoContactType", 100, field("type")),
      to("parentcustomerid", reference("company", "account", field("company"))),
      to("ownerid", fallbackOwner),
      created,
    ],
    finish: archivedState,
  });
}
