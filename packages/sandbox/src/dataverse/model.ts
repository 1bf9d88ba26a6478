/**
 * The shape of a Dataverse environment inside the sandbox: tables, columns, keys and relationships as
 * metadata, rows as plain values. Everything else in this folder reads or writes this model.
 * Source: facts on the Dataverse Web API v9.2 (EntityMetadata, AttributeMetadata).
 */

/** Column types as AttributeTypeName spells them without the suffix "Type". */
export type ColumnType =
  | "Uniqueidentifier"
  | "String"
  | "Memo"
  | "Integer"
  | "BigInt"
  | "Decimal"
  | "Double"
  | "Money"
  | "Boolean"
  | "DateTime"
  | "Picklist"
  | "State"
  | "Status"
  | "Lookup"
  | "Customer"
  | "Owner"
  | "PartyList"
  | "EntityName"
  | "Virtual"
  | "MultiSelectPicklist"
  | "File"
  | "Image"
  | "ManagedProperty"
  | "CalendarRules";

export interface ChoiceOption {
  value: number;
  label: string;
  /** For status reasons: the state this reason belongs to. */
  state?: number;
}

export interface Column {
  metadataId: string;
  logicalName: string;
  schemaName: string;
  type: ColumnType;
  displayName: string;
  description: string;
  /** SystemRequired is enforced by the API, ApplicationRequired by forms only. */
  required: "None" | "Recommended" | "ApplicationRequired" | "SystemRequired";
  validForCreate: boolean;
  validForUpdate: boolean;
  validForRead: boolean;
  isCustom: boolean;
  isPrimaryId: boolean;
  isPrimaryName: boolean;
  maxLength?: number;
  min?: number;
  max?: number;
  precision?: number;
  format?: string;
  dateTimeBehavior?: "UserLocal" | "DateOnly" | "TimeZoneIndependent";
  options?: ChoiceOption[];
  globalOptionSet?: string;
  /** Tables a lookup can point to. */
  targets?: string[];
  /** For `_base` and other columns the platform computes beside another one. */
  attributeOf?: string;
  createdAtMs: number;
  /** As posted, kept so that a later PUT or GET answers the whole definition. */
  raw?: Record<string, unknown>;
}

export interface Relationship {
  metadataId: string;
  schemaName: string;
  referencingTable: string;
  referencingColumn: string;
  referencedTable: string;
  referencedColumn: string;
  /** Case-sensitive property for `@odata.bind`. */
  navigationProperty: string;
  collectionNavigationProperty: string;
  cascadeDelete: "NoCascade" | "Cascade" | "RemoveLink" | "Restrict";
  isCustom: boolean;
  createdAtMs: number;
}

export interface AlternateKey {
  metadataId: string;
  schemaName: string;
  logicalName: string;
  columns: string[];
  status: "Pending" | "InProgress" | "Active" | "Failed";
  createdAtMs: number;
}

export interface Table {
  metadataId: string;
  logicalName: string;
  schemaName: string;
  entitySetName: string;
  objectTypeCode: number;
  displayName: string;
  displayCollectionName: string;
  description: string;
  primaryId: string;
  primaryName: string;
  ownership: "UserOwned" | "OrganizationOwned" | "None";
  isActivity: boolean;
  isCustom: boolean;
  hasNotes: boolean;
  hasActivities: boolean;
  canCreateAttributes: boolean;
  changeTracking: boolean;
  optimisticConcurrency: boolean;
  isDocumentManagementEnabled: boolean;
  /** Bulk messages this table answers; an empty list means one by one. */
  bulkMessages: ("CreateMultiple" | "UpdateMultiple" | "UpsertMultiple")[];
  columns: Map<string, Column>;
  keys: Map<string, AlternateKey>;
  createdAtMs: number;
  raw?: Record<string, unknown>;
}

/** Scalars as stored: lookups as {table,id}, instants as ISO text in UTC, dates as yyyy-MM-dd, ids in lower case. */
export type Value = string | number | boolean | null | { table: string; id: string };

export interface Row {
  id: string;
  version: number;
  values: Map<string, Value>;
}

/** All tables and relationships of one environment, with name look-ups used by the row and the metadata half. */
export interface Metadata {
  tables: Map<string, Table>;
  relationships: Map<string, Relationship>;
  tableBySet(entitySetName: string): Table | undefined;
  /** Many-to-one relationships whose referencing table is `logicalName`. */
  lookupsOf(logicalName: string): readonly Relationship[];
  /** One-to-many relationships whose referenced table is `logicalName`. */
  referencesTo(logicalName: string): readonly Relationship[];
  /** False while a new table, column or lookup has not reached this "server" yet (propagation delay). */
  isVisible(createdAtMs: number): boolean;
}

/** Error in the platform's own envelope: `{"error":{"code","message"}}` with the HTTP status. */
export class DataverseError extends Error {
  readonly status: number;
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;
  constructor(status: number, code: string, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}

/** One request as the dispatcher hands it on, from the socket or from inside a `$batch`. */
export interface WebApiRequest {
  method: string;
  /** Path below /api/data/v9.2/, percent-encoded as received, without the query. */
  path: string;
  query: URLSearchParams;
  headers: Readonly<Record<string, string | undefined>>;
  /** Parsed JSON body, or undefined. */
  body: unknown;
  /** systemuserid of the caller. */
  userId: string;
  /** Origin plus /api/data/v9.2, no trailing slash. */
  baseUrl: string;
}

export interface WebApiReply {
  status: number;
  headers: Record<string, string>;
  body?: unknown;
}
