import fc from "fast-check";
import { expect, test } from "vitest";
import { balance } from "./balance.ts";
import { accountOutcomes } from "./ports.ts";

const one = (staged: number, accounts: readonly { outcome: (typeof accountOutcomes)[number]; count: number }[]) =>
  balance({
    mappings: [{ mapping: "m", object: "o" }],
    staged: [{ object: "o", count: staged }],
    accounts: accounts.map((entry) => ({ mapping: "m", reason: null, ...entry })),
    verifications: [{ mapping: "m", verification: "verified", count: 10_000 }],
    ledger: [],
  });

test("a record without an account, or with two, is a residual and never complete", () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ outcome: fc.constantFrom(...accountOutcomes), count: fc.nat(50) })),
      fc.nat(100),
      (accounts, staged) => {
        const accounted = accounts.reduce((sum, entry) => sum + entry.count, 0);
        const { residual, isComplete } = one(staged, accounts);
        expect(residual).toBe(Math.abs(staged - accounted));
        expect(isComplete).toBe(residual === 0);
      },
    ),
  );
});

test("a row that was written but not read back keeps the run incomplete", () => {
  const made = balance({
    mappings: [{ mapping: "m", object: "o" }],
    staged: [{ object: "o", count: 1 }],
    accounts: [{ mapping: "m", outcome: "created", reason: null, count: 1 }],
    verifications: [],
    ledger: [],
  });
  expect(made.isComplete).toBe(false);
});

test("a row that is missing, extra, doubled or stray, and a broken audit trail, each keep the run incomplete", () => {
  const made = (records: readonly { kind: string; mapping: string; records: number }[], isAuditIntact = true) =>
    balance({
      mappings: [{ mapping: "m", object: "o" }],
      staged: [{ object: "o", count: 1 }],
      accounts: [{ mapping: "m", outcome: "created", reason: null, count: 1 }],
      verifications: [{ mapping: "m", verification: "verified", count: 1 }],
      ledger: [],
      found: { records, isAuditIntact },
    }).isComplete;
  expect(made([])).toBe(true);
  expect(made([{ kind: "edited", mapping: "m", records: 1 }])).toBe(true);
  for (const kind of ["missing", "extra", "duplicate"]) expect(made([{ kind, mapping: "m", records: 1 }])).toBe(false);
  expect(made([{ kind: "extra", mapping: "", records: 1 }])).toBe(false);
  expect(made([], false)).toBe(false);
});
