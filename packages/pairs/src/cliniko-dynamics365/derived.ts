import type { SourceRecord } from "@flit/core/record";
import { company, contactPerson } from "./derived/company.ts";
import { type Derivation, derivedFrom, newest, textOf } from "./derived/derivation.ts";
import { insuranceProfile } from "./derived/insurance-profile.ts";
import { priceListId } from "./objects/product.ts";
import { siteId } from "./objects/sharepoint.ts";

/** Locations always exist, settings may be hidden from the key's role: either makes the account's single records. */
const accountObjects = ["settings", "businesses"];

const priceList: Derivation = {
  object: "price_list",
  from: accountObjects,
  derive: (record) => [
    { ...undated(record, "price_list", priceListId), fields: { account_name: accountName(record) } },
  ],
  merge: named,
};

const sharePointSite: Derivation = {
  object: "sharepoint_site",
  from: accountObjects,
  derive: (record) => [undated(record, "sharepoint_site", siteId)],
  merge: named,
};

/** One folder per patient with files. */
const patientFolder: Derivation = {
  object: "patient_folder",
  from: ["patient_attachments"],
  derive(file) {
    const patient = textOf(file, "patient");
    return patient === null
      ? []
      : [{ ...undated(file, "patient_folder", patient), fields: { patient }, links: ["patient"] }];
  },
  merge: named,
};

/** Everything the maps read that Cliniko has no list of. */
export const derivations: readonly Derivation[] = [
  company,
  contactPerson,
  insuranceProfile,
  priceList,
  sharePointSite,
  patientFolder,
];

/** One record stands for many: it has no dates of its own. */
function undated(record: SourceRecord, object: string, id: string): SourceRecord {
  return { ...derivedFrom(record, object, id, {}), createdAt: null, updatedAt: null, removedAt: null };
}

/** The version that knows the account's name; settings alone do. */
function named(existing: SourceRecord, next: SourceRecord): SourceRecord {
  if ((existing.fields.account_name ?? null) === null)
    return (next.fields.account_name ?? null) === null ? newest(existing, next) : next;
  return (next.fields.account_name ?? null) === null ? existing : newest(existing, next);
}

function accountName(record: SourceRecord): string | null {
  const account = record.object === "settings" ? record.fields.account : null;
  const name = typeof account === "object" && account !== null && "name" in account ? account.name : null;
  return typeof name === "string" ? name : null;
}
