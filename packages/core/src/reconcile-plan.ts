import type { Expression } from "./mapping.ts";

/** What rows are counted by: the user or practitioner behind them, or another record they hang on. */
export type MeasureBy =
  /** Source: a practitioner id. Destination: the practitioner's row, else the owner. */
  | {
      readonly kind: "practitioner";
      readonly of: Expression;
      readonly mapping: string;
      readonly rowColumn: string | null;
      readonly ownerColumn: string;
    }
  /** Source: an id of a record of `mapping`. Destination: the lookup to its row. */
  | { readonly kind: "record"; readonly of: Expression; readonly mapping: string; readonly column: string };

export const measureKinds = ["money", "appointments", "notes", "notes-of-patient", "owner"] as const;
export type MeasureKind = (typeof measureKinds)[number];

/** A sum made on both sides on its own: from staged records, and from rows as they stand in the destination. */
export interface Measure {
  readonly kind: Exclude<MeasureKind, "owner">;
  readonly mapping: string;
  readonly period: "month" | "week" | "all";
  readonly source: { readonly at: Expression | null; readonly amount: Expression | null };
  readonly destination: { readonly at: string | null; readonly amount: string | null };
  readonly by: MeasureBy | null;
}

/** How the rows of a migration are found in the destination without asking our own books. */
export interface ReconcilePlan {
  /** Column in which a row of a table says which record it comes from; null where the table takes no columns. */
  marker(table: string): string | null;
  /** Mapping and source id behind a marker; null when it is none of ours. */
  readMarker(value: string): { readonly mapping: string; readonly sourceId: string } | null;
  /** Lookup by which a row hangs on the patient it belongs to. */
  patientColumn(mapping: string): string | null;
  /** Mapping of patients, for proofs that one of them is in. */
  readonly patientMapping: string;
  readonly measures: readonly Measure[];
}
