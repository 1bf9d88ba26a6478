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
import { fallbackOwner, field, join, meta, optionalReference, reference } from "../expressions.ts";
import type { PairOptions } from "../pair-options.ts";

/** Cover assembled from patients and their cases, see derived.ts. */
export function insuranceProfile({ prefix }: PairOptions): ObjectDefinition {
  const own = ownColumns(prefix);
  const table = (name: string) => logicalName(prefix, name);
  return define({
    key: "insurance-profile",
    title: "Insurance profiles",
    reportsAs: "Insurance profile",
    source: { object: "insurance_profile" },
    table: table("InsuranceProfile"),
    overflow: table("Overflow"),
    fields: [
      to(table("Name"), join([field("provider"), field("policy_number")], " – ")),
      ...provenance(own, "insurance-profile"),
      own.text("ClinikoID", 64, meta("id")),
      own.lookup("Patient", "contact", reference("patient", "contact", field("patient"))),
      own.text("Provider", 255, field("provider")),
      own.text("PolicyNumber", 255, field("policy_number")),
      own.text("GroupNumber", 255, field("group_number")),
      own.text("CoverageType", 255, field("coverage_type")),
      own.date("ValidFrom", field("valid_from")),
      own.date("ValidUntil", field("valid_until")),
      own.instant("ClosedAt", field("closed_at")),
      own.integer("MaxSessions", field("max_sessions")),
      own.decimal("MaxInvoiceableAmount", field("max_invoiceable_amount")),
      own.lookup("ReferringContact", "contact", optionalReference("contact-person", "contact", field("contact"))),
      own.memo("Details", field("details")),
      to("ownerid", fallbackOwner),
      created,
    ],
    finish: archivedState,
  });
}
