import type { Json } from "@flit/core/record";

/** One automation of the clinic, as far as the API shows it, for rebuilding by hand. */
export interface WorkflowDefinition {
  readonly key: string;
  readonly title: string;
  readonly kind:
    | "reminder"
    | "confirmation"
    | "follow-up"
    | "cancellation"
    | "recall"
    | "online-booking"
    | "patient-preferences";
  readonly trigger: string;
  /** Null where the API does not say. */
  readonly timing: string | null;
  readonly audience: string;
  readonly templateIds: readonly string[];
  /** Messages of this kind in the history; null where they cannot be told apart. */
  readonly timesSeen: number | null;
  readonly notExposed: readonly string[];
  /** Plain words for the person who rebuilds it. */
  readonly card: string;
  /** Logic Apps workflow definition, switched off. */
  readonly skeleton: Json;
}
