import type { ConfidenceBand } from "./map-line.ts";

/** An option as people see it, with the code a system keeps for it where it keeps one. */
export type SourceOption = string | { readonly label: string; readonly code: string };

/** A field that offers answers, and those answers. */
export interface ValueSource {
  readonly label: string;
  readonly options: readonly SourceOption[];
}

export interface TargetOption {
  readonly value: string | number;
  readonly label: string;
}

/** A column that takes one of its options. */
export interface ValueTarget {
  readonly label: string;
  readonly options: readonly TargetOption[];
  /** It takes any number instead of options. */
  readonly isNumber?: boolean;
}

/** What people decided before about an option of a field with this label; `target` is the label of the option. */
export interface ValueMemory {
  readonly confirmed: readonly { readonly label: string; readonly option: string; readonly target: string | null }[];
}

/** What an option of the source should become. */
export interface ValueProposal {
  readonly option: string;
  /** Null: no option is right, and people must be asked. */
  readonly target: TargetOption | null;
  /** Chance that it is right. */
  readonly probability: number;
  readonly band: ConfidenceBand;
  readonly reason: string;
  /** Other options of the source that become the same one. */
  readonly sharedWith: readonly string[];
  /** At most five, best first. */
  readonly runnersUp: readonly { readonly option: TargetOption; readonly reason: string }[];
}

export interface ValueMapProposal {
  /** Yes of the source becomes no of the target: one of them is put the other way round. */
  readonly isInverted: boolean;
  /** One for each option of the source, in its order. */
  readonly values: readonly ValueProposal[];
}

/** Finds options for options. Pure and deterministic. */
export type ValueMatcher = (source: ValueSource, target: ValueTarget, memory?: ValueMemory) => ValueMapProposal;
