import type { LedgerState } from "./ledger.ts";
import type { AccountOutcome } from "./ports.ts";

export interface BalanceInput {
  /** Source records in scope, per mapping. */
  readonly sources: readonly { readonly mapping: string; readonly count: number }[];
  /** Accounts as they stand. */
  readonly accounts: readonly {
    readonly mapping: string;
    readonly outcome: AccountOutcome;
    readonly reason: string | null;
    readonly count: number;
  }[];
  /** Ledger entries by state. */
  readonly entries: readonly { readonly mapping: string; readonly state: LedgerState; readonly count: number }[];
}

export interface ReasonCount {
  readonly reason: string;
  readonly count: number;
}

/** What became of the source records of one mapping. Records, except the last three: ledger entries. */
export interface BalanceRow {
  readonly mapping: string;
  readonly source: number;
  readonly created: number;
  readonly updated: number;
  readonly matched: number;
  readonly skipped: readonly ReasonCount[];
  readonly rejected: readonly ReasonCount[];
  /** Source records without an account; below zero when there are accounts without a record. */
  readonly residual: number;
  readonly unknown: number;
  readonly verified: number;
  readonly mismatched: number;
}

export interface Balance {
  readonly objects: readonly BalanceRow[];
  /** Sum of all residuals, each counted as positive: two errors never cancel out. */
  readonly residual: number;
  /** Nothing is unaccounted for, unknown or different. */
  readonly isBalanced: boolean;
}

/** Holds every source record against its account. A mapping that occurs only in accounts or ledger gets a row too. */
export function balance({ sources, accounts, entries }: BalanceInput): Balance {
  const mappings = new Set([...sources, ...accounts, ...entries].map(({ mapping }) => mapping));
  const objects = [...mappings].map((mapping) => {
    const isOurs = (row: { readonly mapping: string }) => row.mapping === mapping;
    return balanceRow(mapping, sum(sources.filter(isOurs)), accounts.filter(isOurs), entries.filter(isOurs));
  });
  const residual = objects.reduce((total, row) => total + Math.abs(row.residual), 0);
  return { objects, residual, isBalanced: residual === 0 && objects.every((row) => row.unknown + row.mismatched === 0) };
}

function balanceRow(
  mapping: string,
  source: number,
  accounts: BalanceInput["accounts"],
  entries: BalanceInput["entries"],
): BalanceRow {
  const of = (outcome: AccountOutcome) => accounts.filter((account) => account.outcome === outcome);
  const inState = (...states: readonly LedgerState[]) => sum(entries.filter(({ state }) => states.includes(state)));
  return {
    mapping,
    source,
    created: sum(of("created")),
    updated: sum(of("updated")),
    matched: sum(of("matched")),
    skipped: byReason(of("skipped")),
    rejected: byReason(of("rejected")),
    residual: source - sum(accounts),
    unknown: inState("intended", "unknown"),
    verified: inState("verified"),
    mismatched: inState("mismatched"),
  };
}

function byReason(accounts: BalanceInput["accounts"]): readonly ReasonCount[] {
  const counts = new Map<string, number>();
  for (const { reason, count } of accounts) counts.set(reason ?? "unstated", (counts.get(reason ?? "unstated") ?? 0) + count);
  return [...counts].map(([reason, count]) => ({ reason, count })).sort((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1));
}

function sum(rows: readonly { readonly count: number }[]): number {
  return rows.reduce((total, { count }) => total + count, 0);
}
