import type { Json } from "./record.ts";

/** A reference to a row: its table's logical name and its id. */
export interface Lookup {
  readonly lookup: { readonly table: string; readonly id: string };
}

/** Text, numbers as decimal text or number, instants as ISO in UTC, dates as yyyy-MM-dd, choices as integers. */
export type FieldValue = string | number | boolean | null | Lookup;

/** Values by column's logical name. */
export type Fields = { readonly [column: string]: FieldValue };

export interface DestinationRow {
  readonly id: string;
  /** The row's etag as the platform spells it. */
  readonly version: string;
  /** User who wrote the row last, null where the table does not say. */
  readonly modifiedBy: string | null;
  readonly fields: Fields;
}

export const columnTypes = [
  "text",
  "memo",
  "integer",
  "decimal",
  "money",
  "boolean",
  "date",
  "instant",
  "choice",
  "state",
  "status",
  "lookup",
  "id",
  "other",
] as const;
export type ColumnType = (typeof columnTypes)[number];

/** One column as the live environment describes it. */
export interface DestinationColumn {
  readonly name: string;
  /** As people of the environment see it; absent where it does not say. */
  readonly displayName?: string;
  readonly type: ColumnType;
  /** Characters, for text and memo. */
  readonly maxLength: number | null;
  /** Digits after the decimal point, for decimal and money. */
  readonly scale: number | null;
  readonly min: number | null;
  readonly max: number | null;
  /** Values a choice, state or status accepts. */
  readonly options: readonly number[];
  /** Value of a choice in rows that were made without one; absent where there is none. */
  readonly defaultOption?: number;
  /** What people see for each of them. */
  readonly optionLabels?: { readonly [value: string]: string };
  /** Tables a lookup can point to. */
  readonly targets: readonly string[];
  readonly isRequired: boolean;
  readonly isCreatable: boolean;
  readonly isUpdatable: boolean;
  readonly isCustom: boolean;
}

export interface DestinationKey {
  readonly name: string;
  readonly columns: readonly string[];
  readonly isActive: boolean;
}

/** One table as the live environment describes it. */
export interface DestinationTable {
  readonly name: string;
  readonly displayName: string;
  readonly primaryId: string;
  readonly primaryName: string;
  readonly isCustom: boolean;
  /** Whether columns, keys and lookups can be added. */
  readonly isCustomisable: boolean;
  readonly hasDocuments: boolean;
  /** Whether CreateMultiple exists for it. */
  readonly isBulkCapable: boolean;
  readonly columns: { readonly [name: string]: DestinationColumn };
  readonly keys: readonly DestinationKey[];
}

export interface DestinationUser {
  readonly id: string;
  readonly email: string | null;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly isEnabled: boolean;
  /** False when the user holds no security role and so cannot own rows. */
  readonly hasRole: boolean;
  readonly isApplication: boolean;
}

/** What a migration must know of the environment it meets. */
export interface DestinationDescription {
  readonly organizationId: string;
  /** The application user the connection writes as. */
  readonly userId: string;
  readonly languageCode: number;
  readonly currency: { readonly id: string; readonly code: string };
  /** Default unit and unit group for products. */
  readonly unit: { readonly id: string; readonly groupId: string } | null;
  readonly customTables: number;
  readonly publishers: readonly { readonly uniqueName: string; readonly prefix: string }[];
  /** Unique names of unmanaged solutions. */
  readonly solutions: readonly string[];
  readonly tables: { readonly [name: string]: DestinationTable };
  /** How the platform's interface addresses the tables: for its own connector alone; absent in what others wrote. */
  readonly addresses?: Json;
}
