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

  constructor(kind: FaultKind, code: string, message: string = code, details: FaultDetails = {}) {
    super(message);
    this.name = "Fault";
    this.kind = kind;
    this.code = code;
    this.retryAfterMs = details.retryAfterMs ?? null;
    this.isUncertain = details.isUncertain ?? false;
  }

  get disposition(): (typeof dispositions)[FaultKind] {
    return dispositions[this.kind];
  }
}
