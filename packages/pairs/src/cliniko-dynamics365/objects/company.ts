import {
  archivedState,
  created,
  define,
  logicalName,
  type ObjectDefinition,
  optionValue,
  ownColumns,
  provenance,
  to,
} from "../definition.ts";
import { choice, fallbackOwner, field } from "../expressions.ts";
import type { PairOptions } from "../pair-options.ts";
import { addressFields, companyPhones, phoneFields } from "./person-fields.ts";

const accountTypes = ["Referral source", "Insurer", "Partner", "Other"] as const;

/** Organisations found in Cliniko's contacts become accounts, one per distinct name. */
export function company({ prefix }: PairOptions): ObjectDefinition {
  const own = ownColumns(prefix);
  return define({
    key: "company",
    title: "Companies",
    reportsAs: "Company",
    source: { object: "company" },
    table: "account",
    overflow: logicalName(prefix, "Overflow"),
    fields: [
      ...provenance(own, "company"),
      to("name", field("name"), "Spellings that differ only in case, punctuation or legal form become one account."),
      own.memo("OtherSpellings", field("spellings")),
      to("emailaddress1", field("email")),
      ...phoneFields(own, "phone_numbers", companyPhones),
      ...addressFields,
      to("description", field("notes")),
      own.memo("OtherDetails", field("details")),
      own.choice(
        "AccountType",
        accountTypes,
        choice(field("kind"), {
          doctor: optionValue(accountTypes.indexOf("Referral source")),
          payer: optionValue(accountTypes.indexOf("Insurer")),
          standard: optionValue(accountTypes.indexOf("Other")),
        }),
        "Cliniko does not know partners; change the type by hand where one is.",
      ),
      to("ownerid", fallbackOwner),
      created,
    ],
    finish: archivedState,
  });
}
