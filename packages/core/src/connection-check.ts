/** One named test of a connection: what was tried, what came of it, what to do. Never holds a secret or a record's value. */
export interface ConnectionCheck {
  /** Stable: `cliniko.key`, `dynamics.privilege.prvCreateEntity`, … */
  readonly key: string;
  readonly title: string;
  readonly verdict: "pass" | "warning" | "fail" | "skipped";
  readonly found: string;
  /** What to do about it; empty when it passed. */
  readonly whatToDo: string;
}
