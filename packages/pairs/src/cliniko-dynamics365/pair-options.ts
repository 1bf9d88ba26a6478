import type { CustomFieldDefinition } from "./custom-fields.ts";

/** What people decide about a migration before the map is proposed. */
export interface PairOptions {
  /** Publisher prefix, lower case, without the underscore. */
  readonly prefix: string;
  /** The account's custom fields, see customFieldDefinitions. */
  readonly customFields: readonly CustomFieldDefinition[];
  /** Whether attachments move to SharePoint. */
  readonly sharePoint: boolean;
  /** IANA zone for dates written out in words, e.g. a note's subject. */
  readonly timeZone: string;
  /** Days after its issue date from which an open invoice counts as overdue. */
  readonly overdueAfterDays: number;
  /** Closes opportunities of paid invoices as won; each close makes an activity. */
  readonly closePaidAsWon: boolean;
  /** Billable items become service products beside the stock products. */
  readonly billableItemsAsProducts: boolean;
  /**
   * Invoice lines point to catalogue products instead of being written in. Dataverse accepts active products only, so
   * products must be finished (published) before lines are loaded.
   */
  readonly catalogueLines: boolean;
  /** Leaves out patients without appointment, note, invoice, file, case or relationship instead of flagging them. */
  readonly skipUnrelatedPatients: boolean;
}

/** Defaults as the product states them. */
export const defaultPairOptions: PairOptions = {
  prefix: "flit",
  customFields: [],
  sharePoint: true,
  timeZone: "Australia/Sydney",
  overdueAfterDays: 30,
  closePaidAsWon: false,
  billableItemsAsProducts: true,
  catalogueLines: false,
  skipUnrelatedPatients: false,
};
