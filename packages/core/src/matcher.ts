import type { ColumnType } from "./destination.ts";
import type { ConfidenceBand, ProposalOrigin } from "./map-line.ts";

/** What a matcher may know of a field. No member can hold a patient's value: a matcher may be a service elsewhere. */
export interface SourceField {
  /** Stable over proposals: `patients.custom:<token>`, `patients.occupation`. */
  readonly id: string;
  readonly label: string;
  /** Heading the field stands under, null when it stands under none. */
  readonly section: string | null;
  /** As in a FieldProfile. */
  readonly type: string;
  /** Labels the account's settings offer as answers. */
  readonly options: readonly string[];
  /** Coarse on purpose: the upper bound of a bucket of lengths, null when nothing was read. */
  readonly longest: number | null;
}

/** A column a field may fill. */
export interface TargetColumn {
  readonly name: string;
  /** As people see it; null where the environment does not say: the name is taken apart then. */
  readonly label: string | null;
  readonly type: ColumnType;
  readonly maxLength: number | null;
  readonly options: readonly string[];
  /** Made by the organisation: it may be meant for a field whatever it is called. */
  readonly isCustom: boolean;
}

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
  /** One answer per field, in the fields' order; no column is given twice. */
  propose(
    source: readonly SourceField[],
    target: readonly TargetColumn[],
    memory: MatchMemory,
  ): readonly FieldProposal[];
}

/** The memory of a tenant that has decided nothing yet. */
export const noMemory: MatchMemory = { confirmed: [], rejected: [] };
