import type { LedgerState } from "./ledger.ts";
import type { AccountOutcome, Verification } from "./ports.ts";

export type ReasonCount = { readonly reason: string; readonly count: number };

/** One mapping's books: every source record in exactly one account. */
export type BalanceRow = {
  readonly mapping: string;
  readonly source: number;
  readonly created: number;
  readonly updated: number;
  readonly matched: number;
  readonly skipped: readonly ReasonCount[];
  readonly rejected: readonly ReasonCount[];
  /** Ledger entries nobody has an answer for. */
  readonly unknown: number;
  readonly verified: number;
  readonly edited: number;
  readonly mismatched: number;
  /** Records whose row is gone; they are among the mismatched as well. */
  readonly missing: number;
  /** Rows with our mark that belong to no record, and rows beyond the one a record has. */
  readonly extra: number;
  readonly duplicates: number;
};

/** What surveying the destination on its own found, beyond what our books know. */
export interface BalanceFindings {
  readonly records: readonly { readonly kind: string; readonly mapping: string; readonly records: number }[];
  /** Whether the audit chains still hold. */
  readonly isAuditIntact: boolean;
}

/** A balanced migration. Type aliases, not interfaces: only they count as JSON. */
export type Balance = {
  readonly objects: readonly BalanceRow[];
  readonly residual: number;
  /** Rows with our mark that no mapping explains. */
  readonly stray: number;
  readonly isAuditIntact: boolean;
  readonly isComplete: boolean;
};

/**
 * Adds up a migration. Complete means: no residual, nothing unknown, mismatched, missing, extra or doubled, everything
 * arrived read back, and the audit trail unbroken.
 */
export function balance(input: {
  readonly mappings: readonly { readonly mapping: string; readonly object: string }[];
  readonly staged: readonly { readonly object: string; readonly count: number }[];
  readonly accounts: readonly {
    readonly mapping: string;
    readonly outcome: AccountOutcome;
    readonly reason: string | null;
    readonly count: number;
  }[];
  readonly verifications: readonly {
    readonly mapping: string;
    readonly verification: Verification;
    readonly count: number;
  }[];
  readonly ledger: readonly { readonly mapping: string; readonly state: LedgerState; readonly count: number }[];
  readonly found?: BalanceFindings;
}): Balance {
  const { records = [], isAuditIntact = true } = input.found ?? {};
  const found = (mapping: string, kind: string) =>
    records
      .filter((entry) => entry.mapping === mapping && entry.kind === kind)
      .reduce((total, one) => total + one.records, 0);
  const objects = input.mappings.map(({ mapping, object }): BalanceRow => {
    const accounts = input.accounts.filter((entry) => entry.mapping === mapping);
    const of = (outcome: AccountOutcome) => sum(accounts.filter((entry) => entry.outcome === outcome));
    const reasons = (outcome: AccountOutcome) =>
      accounts
        .filter((entry) => entry.outcome === outcome)
        .map(({ reason, count }) => ({ reason: reason ?? outcome, count }));
    const verdict = (verification: Verification) =>
      sum(input.verifications.filter((entry) => entry.mapping === mapping && entry.verification === verification));
    return {
      mapping,
      source: sum(input.staged.filter((entry) => entry.object === object)),
      created: of("created"),
      updated: of("updated"),
      matched: of("matched"),
      skipped: reasons("skipped"),
      rejected: reasons("rejected"),
      unknown: sum(
        input.ledger.filter(
          (entry) => entry.mapping === mapping && (entry.state === "unknown" || entry.state === "intended"),
        ),
      ),
      verified: verdict("verified"),
      edited: verdict("edited"),
      mismatched: verdict("mismatched"),
      missing: found(mapping, "missing"),
      extra: found(mapping, "extra"),
      duplicates: found(mapping, "duplicate"),
    };
  });
  const residual = objects.reduce((total, row) => total + Math.abs(row.source - accounted(row)), 0);
  const known = new Set(input.mappings.map(({ mapping }) => mapping));
  const stray = records
    .filter(({ kind, mapping }) => (kind === "extra" || kind === "duplicate") && !known.has(mapping))
    .reduce((total, one) => total + one.records, 0);
  const isComplete = residual === 0 && stray === 0 && isAuditIntact && objects.every(isSound);
  return { objects, residual, stray, isAuditIntact, isComplete };
}

function isSound(row: BalanceRow): boolean {
  const wrong = row.unknown + row.mismatched + row.missing + row.extra + row.duplicates;
  return wrong === 0 && row.verified + row.edited >= row.created + row.updated;
}

/** Records of a row that stand in some account. */
function accounted(row: BalanceRow): number {
  return row.created + row.updated + row.matched + sum(row.skipped) + sum(row.rejected);
}

function sum(entries: readonly { readonly count: number }[]): number {
  return entries.reduce((total, entry) => total + entry.count, 0);
}
