/** One line of the audit trail: ids and codes only. */
export interface AuditEvent {
  readonly event: string;
  readonly subject: { readonly [name: string]: string | number | boolean | null };
}

export interface AuditStore {
  /** Appends to the hash chain of (run, chain); chains of different steps never wait for each other. */
  append(runId: string, chain: string, events: readonly AuditEvent[]): Promise<void>;
  /** Recomputes every chain of a run. */
  verify(runId: string): Promise<{
    readonly events: number;
    readonly heads: { readonly [chain: string]: string };
    readonly firstBroken: string | null;
  }>;
}
