import type { ColumnType } from "./destination.ts";
import type { ConfidenceBand, ProposalOrigin } from "./map-line.ts";
import type { ColumnSpec } from "./plan.ts";

/** What nearly all values of a field look like; a class, never a value. */
export const valueShapes = ["digits", "decimal", "date", "email", "phone", "words"] as const;
export type ValueShape = (typeof valueShapes)[number];

/** What a matcher may know of a field. No member can hold a patient's value: a matcher may be a service elsewhere. */
export interface SourceField {
  /** Stable over proposals: `patients.custom:<token>`, `patients.occupation`. */
  readonly id: string;
  readonly label: string;
  /** Heading the field stands under, null when it stands under none. */
  readonly section: string | null;
  /** As in a FieldProfile; `paragraph` and `choices` where the account's settings say so. */
  readonly type: string;
  /** Labels the account's settings offer as answers. */
  readonly options: readonly string[];
  /** Coarse on purpose: the upper bound of a bucket of lengths, null when nothing was read. */
  readonly longest: number | null;
  /** Source object: fields of two objects never fill the same row. */
  readonly object?: string;
  /** Note or form template that asks it: the same question in several templates is one decision. */
  readonly template?: string | null;
  /** What else it is called: earlier labels, what the platform's documents call it. */
  readonly aliases?: readonly string[];
  /** Table the field's object becomes. */
  readonly table?: string | null;
  readonly shape?: ValueShape | null;
}

/** A column a field may fill. */
export interface TargetColumn {
  /** Its id: unique among the columns offered. */
  readonly name: string;
  /** As people see it; null where the environment does not say: the name is taken apart then. */
  readonly label: string | null;
  /** `choices`: several may be chosen. */
  readonly type: ColumnType | "choices";
  readonly maxLength: number | null;
  readonly options: readonly string[];
  /** Made by the organisation: it may be meant for a field whatever it is called. */
  readonly isCustom: boolean;
  readonly description?: string | null;
  /** Its table, where columns of several are offered. */
  readonly table?: string | null;
}

/** A column to be made for a field, before it has a name. */
export type ColumnToMake = Pick<ColumnSpec, "type" | "maxLength"> & {
  readonly displayName: string;
  readonly options: readonly string[];
};

/** A matcher's answer for one field: a column, or none of those there (`column` null: make one). */
export interface FieldProposal {
  readonly field: string;
  readonly column: string | null;
  readonly band: ConfidenceBand;
  readonly probability: number;
  readonly reason: string;
  /** Who answered, when it was not the matcher itself. */
  readonly origin?: ProposalOrigin;
  /** At most five, best first. */
  readonly runnersUp: readonly { readonly column: string; readonly reason: string }[];
  /** Where no column is right: the one to make; null to leave the field where it is. */
  readonly create?: ColumnToMake | null;
  /** Other fields that claim the same column: shown, never settled. Then `column` is null and the column leads the runners-up. */
  readonly conflictsWith?: readonly string[];
  /** The field's yes is the column's no. */
  readonly isInverted?: boolean;
  /** Chance that no column there is right. */
  readonly noneProbability?: number;
}

/** What people of this tenant decided before, by the field's id, else by its label. */
export interface MatchMemory {
  readonly confirmed: readonly { readonly field: string; readonly label: string; readonly column: string | null }[];
  readonly rejected: readonly { readonly field: string; readonly label: string; readonly column: string }[];
}

/** Whether an answer is what the tenant confirmed before, by the field's id or its label. */
export function isRemembered(
  { column }: Pick<FieldProposal, "column">,
  { id, label }: Pick<SourceField, "id" | "label">,
  { confirmed }: MatchMemory,
): boolean {
  const said = label.trim().toLowerCase();
  return confirmed.some(
    (entry) => entry.column === column && (entry.field === id || entry.label.trim().toLowerCase() === said),
  );
}

/** Finds columns for fields. Pure and deterministic: the same input gives the same answer. */
export interface Matcher {
  /** One answer per field, in the fields' order; no column is given twice but to one question asked in several templates. */
  propose(
    source: readonly SourceField[],
    target: readonly TargetColumn[],
    memory: MatchMemory,
  ): readonly FieldProposal[];
}

/** The memory of a tenant that has decided nothing yet. */
export const noMemory: MatchMemory = { confirmed: [], rejected: [] };
