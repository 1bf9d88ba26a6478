import type { FieldProposal, SourceField } from "@flit/core/matcher";
import type { ToldField } from "./payload.ts";

/** A field a model is asked about: what it is here, what was proposed offline, and what is told of it. */
export interface Told {
  readonly field: SourceField;
  readonly proposal: FieldProposal;
  readonly told: ToldField;
}

/** What a model takes an unclear label to mean. */
export interface Meaning {
  readonly names: readonly string[];
  readonly meaning: string;
}

/** What a model chose for a field when it was asked twice. */
export interface Choice {
  /** Columns that were offered. */
  readonly offered: readonly string[];
  readonly meaning: string | null;
  readonly verdict:
    | { readonly kind: "agreed"; readonly column: string | null }
    | { readonly kind: "disagreed" }
    | { readonly kind: "no-answer" };
}
