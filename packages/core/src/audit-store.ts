/** One line of the audit trail: ids and codes only. */
export interface AuditEvent {
  readonly event: string;
  readonly subject: { readonly [name: string]: string | number | boolean | null };
}

/** An event with its place in its chain. */
export interface ChainedEvent extends AuditEvent {
  readonly chain: string;
  readonly position: number;
  readonly at: string;
  readonly hash: string;
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
  /** Where each chain of a run ends, without recomputing any. */
  heads(runId: string): Promise<{ readonly events: number; readonly heads: { readonly [chain: string]: string } }>;
  /** Events of a run after one of them, in the order of chain and position. */
  page(
    runId: string,
    after: Pick<ChainedEvent, "chain" | "position"> | null,
    limit: number,
  ): Promise<readonly ChainedEvent[]>;
}
