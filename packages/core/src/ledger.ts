/** States of a ledger entry and where each can go. `intended` is committed before the first byte is sent. */
export const ledgerTransitions = {
  intended: ["applied", "refused", "unknown"],
  unknown: ["applied", "intended", "refused"],
  refused: ["intended"],
  applied: ["verified", "mismatched", "reverted", "kept"],
  verified: ["mismatched", "reverted", "kept"],
  mismatched: ["verified", "reverted", "kept"],
  reverted: [],
  kept: [],
} as const satisfies Record<string, readonly string[]>;

export type LedgerState = keyof typeof ledgerTransitions;

export const ledgerKinds = ["create", "update", "delete", "file"] as const;
export type LedgerKind = (typeof ledgerKinds)[number];
