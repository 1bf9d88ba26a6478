/** What a fault script can do to one request. Source: the faults of the reliability design. */
export type FaultKind =
  | "lose-request" // the connection resets before anything happened
  | "lose-reply" // the work is committed, then the connection resets
  | "late-commit" // the reply times out, the work is committed later
  | "throttle" // the platform's own 429
  | "server-error" // 500 / 502 / 503
  | "html" // 200 or 502 with an HTML page
  | "truncate" // half the body, then a reset
  | "empty" // a 2xx without its body
  | "slow" // a delay before the answer
  | "forbidden" // 403 although the right is there
  | "token" // 401 although the token was valid
  | "deadlock"; // Dataverse: 500 0x80044150 "Sql Number: 1205"

export interface FaultRule {
  readonly kind: FaultKind;
  /** Which requests: matched against "METHOD path". */
  readonly match: string;
  /** Chance per matching request, 0 to 1; drawn from the seeded generator. */
  readonly probability?: number;
  /** Exactly the n-th matching request (1-based) instead of a chance. */
  readonly nth?: number;
  /** At most this many times. */
  readonly times?: number;
  /** For "throttle": seconds in Retry-After; for "slow" and "late-commit": milliseconds. */
  readonly amount?: number;
}

export interface FaultScript {
  readonly seed: number;
  readonly rules: readonly FaultRule[];
}

/** Decides, per request, which fault strikes. Same seed and same order of requests: same faults. */
export interface FaultPlayer {
  next(method: string, path: string): FaultRule | undefined;
  readonly struck: readonly { readonly kind: FaultKind; readonly method: string; readonly path: string }[];
}
