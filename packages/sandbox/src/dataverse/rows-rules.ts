import type { Table } from "./model.ts";
import type { TableRules } from "./rows-rule.ts";
import { activityRules, appointmentRules } from "./rows-rules-activity.ts";
import { lineRules, opportunityRules } from "./rows-rules-opportunity.ts";
import { noteRules, publisherRules, siteRules, solutionRules } from "./rows-rules-platform.ts";
import { currencyRules, priceRules, productRules, unitScheduleRules } from "./rows-rules-product.ts";

const readOnly: TableRules = { isReadOnly: true };

const rules: Readonly<Record<string, TableRules>> = {
  opportunity: opportunityRules,
  opportunityproduct: lineRules,
  product: productRules,
  productpricelevel: priceRules,
  transactioncurrency: currencyRules,
  uomschedule: unitScheduleRules,
  appointment: appointmentRules,
  annotation: noteRules,
  publisher: publisherRules,
  solution: solutionRules,
  sharepointdocumentlocation: siteRules,
  organization: readOnly,
  systemuser: readOnly,
  systemuserroles: readOnly,
  role: readOnly,
  businessunit: readOnly,
  activitypointer: readOnly,
  asyncoperation: readOnly,
  bulkdeletefailure: readOnly,
  bulkdeleteoperation: readOnly,
  sdkmessage: readOnly,
  sdkmessagefilter: readOnly,
  solutioncomponent: readOnly,
};

/** The rules of a table; tables nobody knows follow the general path. */
export const rulesOf = (table: Table): TableRules =>
  rules[table.logicalName] ?? (table.isActivity ? activityRules : {});
