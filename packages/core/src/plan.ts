import type { ColumnType } from "./destination.ts";

/** A column to be; names are logical names with the publisher prefix. */
export interface ColumnSpec {
  readonly name: string;
  /** Case as shown in the platform's navigation properties, e.g. `flit_SourceSystemId`. */
  readonly schemaName: string;
  readonly displayName: string;
  readonly type: Exclude<ColumnType, "state" | "status" | "id" | "other" | "lookup">;
  readonly maxLength?: number;
  readonly scale?: number;
  readonly min?: number;
  readonly max?: number;
  readonly format?: "text" | "email" | "url" | "phone";
  readonly options?: readonly { readonly value: number; readonly label: string }[];
}

export interface LookupSpec {
  readonly name: string;
  readonly schemaName: string;
  readonly displayName: string;
  readonly target: string;
  readonly relationship: string;
}

export interface TableSpec {
  readonly name: string;
  readonly schemaName: string;
  readonly displayName: string;
  readonly displayCollectionName: string;
  readonly ownership: "user" | "organization";
  /** The primary name column. */
  readonly primary: ColumnSpec;
  readonly isNew: boolean;
  readonly columns: readonly ColumnSpec[];
  readonly lookups: readonly LookupSpec[];
  readonly keys: readonly { readonly name: string; readonly schemaName: string; readonly columns: readonly string[] }[];
  readonly needsDocuments?: boolean;
}

/** Everything a set of object maps needs to exist before the first write. */
export interface SchemaSpec {
  readonly prefix: string;
  readonly publisher: { readonly uniqueName: string; readonly displayName: string; readonly optionPrefix: number };
  readonly solution: { readonly uniqueName: string; readonly displayName: string };
  readonly tables: readonly TableSpec[];
}

/** One thing to make, in the order of the list; undone in reverse. */
export type PlanStep = { readonly languageCode: number; readonly solution: string } & (
  | {
      readonly kind: "publisher";
      readonly uniqueName: string;
      readonly displayName: string;
      readonly prefix: string;
      readonly optionPrefix: number;
    }
  | { readonly kind: "solution"; readonly displayName: string; readonly publisher: string }
  | { readonly kind: "table"; readonly table: Omit<TableSpec, "columns" | "lookups" | "keys"> }
  | { readonly kind: "column"; readonly table: string; readonly column: ColumnSpec }
  /** An existing custom column of ours made wide enough. */
  | {
      readonly kind: "widen";
      readonly table: string;
      readonly column: string;
      readonly maxLength: number;
      readonly previousMaxLength: number;
    }
  | { readonly kind: "lookup"; readonly table: string; readonly lookup: LookupSpec }
  | {
      readonly kind: "key";
      readonly table: string;
      readonly name: string;
      readonly schemaName: string;
      readonly columns: readonly string[];
    }
  | { readonly kind: "documents"; readonly table: string }
);

export interface PlanItem {
  /** Stable name, e.g. `column contact.flit_mrn`. */
  readonly key: string;
  readonly verdict: "create" | "change" | "reuse" | "blocked";
  /** Why blocked, or what differs. */
  readonly reason: string | null;
  readonly step: PlanStep;
}

export interface SchemaPlan {
  readonly items: readonly PlanItem[];
  /** SHA-256 over the canonical items: what an approver saw. */
  readonly digest: string;
}

/** How much room the environment has left, as it was when the plan was made. */
export interface PlanLimits {
  /** Tables of nobody's product; how many a licence covers is the licence's business, the platform itself sets no end. */
  readonly customTables: { readonly now: number; readonly planned: number };
  /** Alternate keys of each table that gets one. */
  readonly keys: readonly { readonly table: string; readonly now: number; readonly planned: number }[];
  /** The longest schema name the plan makes. */
  readonly longestName: string;
}

/** What differs between two plans, by the items' keys. */
export interface PlanDiff {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly changed: readonly string[];
}

/** A plan as a migration keeps it: for which map, when, and what it replaced. */
export interface MadePlan extends SchemaPlan {
  /** Digest of the frozen map it was made for. */
  readonly mapDigest: string;
  /** ISO instant. */
  readonly madeAt: string;
  readonly limits: PlanLimits;
  /** The plan before it, for people who still look at that one; null for the first. */
  readonly replaced: { readonly digest: string; readonly diff: PlanDiff } | null;
}
