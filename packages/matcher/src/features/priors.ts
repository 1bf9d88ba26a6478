import type { SourceField, TargetColumn } from "@flit/core/matcher";
import type { ColumnElement } from "../element.ts";

/** Publishers of the platform's own additions: portals, field service, marketing. */
const platformPublishers = /^(?:adx|msdyn[a-z]*|mspp|msa|msft|msfp|mspcat|msevtmgt|cdm|li|lat|sdm)$/;
const technical =
  /yomi|composite|versionnumber|timezone|utcoffset|utcconversion|importsequence|traversedpath|exchangerate|overriddencreated|lastusedin|onhold|freightterms|shippingmethod|upszone|_base$|processid|stageid|subscriptionid|addressid$|password|securitystamp|lockout|logon|lcid$|participatesinworkflow|isbackoffice|isautocreate|ftpsite|externaluser|owningteam|owninguser|owningbusiness|entityimage|isprivate|merged|masterid/;
const forbidden = /never write|read[- ]only|do not (?:use|write|edit)|deprecated/i;
const kept = /add-?on|set by|filled by|synchroni[sz]ed|internal use|system use/i;

/** Whether a column is kept by the platform, or by somebody who says so: nothing is ever proposed for it. */
export function isKept({ column, publisher }: ColumnElement): boolean {
  const isPlatform = publisher === null || platformPublishers.test(publisher);
  const isTechnical = isPlatform && technical.test(column.name);
  return (
    isTechnical ||
    column.type === "id" ||
    /deprecated/i.test(column.label ?? "") ||
    forbidden.test(column.description ?? "")
  );
}

/** How likely a column is there for people's content, 0 to 1. */
export function systemPrior({ column, publisher }: ColumnElement, addOns: ReadonlySet<string>): number {
  if (kept.test(column.description ?? "")) return 0.1;
  if (publisher === null) return 0.7;
  if (platformPublishers.test(publisher)) return 0.2;
  return addOns.has(publisher) ? 0.4 : 1;
}

/** Publishers with a column or two beside an organisation's many: add-ons that fill their own. */
export function addOnsAmong(columns: readonly ColumnElement[]): ReadonlySet<string> {
  const counts = new Map<string, number>();
  for (const { publisher } of columns)
    if (publisher !== null && !platformPublishers.test(publisher))
      counts.set(publisher, (counts.get(publisher) ?? 0) + 1);
  const most = Math.max(0, ...counts.values());
  return new Set([...counts].filter(([, count]) => count <= 3 && count * 5 < most).map(([publisher]) => publisher));
}

/** Whether a column stands in the table the field's object becomes: 1, or less the further it is. */
export function tableAffinity(field: SourceField, column: TargetColumn): number {
  if (!field.table || !column.table || field.table === column.table) return 1;
  // A note's question may be about the person; a person's field is not about a note.
  return column.table === "contact" ? 0.6 : 0;
}
