/** What the engine does about a fault of the outside world, by its kind. */
export const dispositions = {
  unavailable: "retry",
  timeout: "retry",
  throttled: "wait",
  invalid: "reject",
  conflict: "reject",
  missing: "reject",
  unauthorised: "stop",
  forbidden: "stop",
  protocol: "stop",
} as const;

export type FaultKind = keyof typeof dispositions;

export interface FaultDetails {
  /** Milliseconds to wait before the next request to the same account; throttled faults only. */
  readonly retryAfterMs?: number;
  /** True when the platform may have carried the request out although no answer arrived. */
  readonly isUncertain?: boolean;
  /** What was being done: a plan item's key, for one. */
  readonly at?: string;
  /** Name of the right that is missing, where the platform says so. */
  readonly lacking?: string;
}

/**
 * The outside world failed. Thrown only by connectors and db, or carried in a write outcome. `code` is the
 * platform's own code or a short word; neither code nor message ever holds a record's value.
 */
export class Fault extends Error {
  readonly kind: FaultKind;
  readonly code: string;
  readonly retryAfterMs: number | null;
  readonly isUncertain: boolean;
  readonly at: string | null;
  readonly lacking: string | null;

  constructor(kind: FaultKind, code: string, message: string = code, details: FaultDetails = {}) {
    super(message);
    this.name = "Fault";
    this.kind = kind;
    this.code = code;
    this.retryAfterMs = details.retryAfterMs ?? null;
    this.isUncertain = details.isUncertain ?? false;
    this.at = details.at ?? null;
    this.lacking = details.lacking ?? null;
  }

  /** The same fault, saying what was being done. */
  during(at: string): Fault {
    return new Fault(this.kind, this.code, this.message, {
      isUncertain: this.isUncertain,
      at,
      ...(this.retryAfterMs === null ? {} : { retryAfterMs: this.retryAfterMs }),
      ...(this.lacking === null ? {} : { lacking: this.lacking }),
    });
  }

  get disposition(): (typeof dispositions)[FaultKind] {
    return dispositions[this.kind];
  }
}
