import { canonicalValue } from "@flit/core/canonical";
import type { ColumnType } from "@flit/core/destination";
import { createMerkleTree } from "@flit/core/merkle";
import { cellsOf, leafOf, recordKey } from "@flit/engine/reconcile/proof-leaf";
import fc from "fast-check";
import { expect, test } from "vitest";

interface Column {
  readonly name: string;
  readonly at: string;
  readonly type: ColumnType;
  readonly scale: number | null;
  readonly target: string | null;
}

/** What the program that is handed out exports for this test; it is plain JavaScript and shares no line with ours. */
interface Verifier {
  canonical(row: object, column: Column): string | null;
  leafOf(line: readonly [string, string, number, string, string]): string;
  recordKey(runKey: string, line: readonly [string, string, number, string]): Buffer;
  createTree(): { add(leaf: string): void; root(): string };
  differingColumns(row: object, columns: readonly Column[], cells: string, key: Buffer): readonly string[];
}
const verifier: Verifier = await import(new URL("../../../public/verify-proof.mjs", import.meta.url).href);

const column = (type: ColumnType, scale: number | null = null): Column => ({
  name: "c",
  at: "c",
  type,
  scale,
  target: "contact",
});
const number = fc.oneof(
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e12, max: 1e12 }),
  fc.constantFrom(0, -0, 0.005, 1.005, 1e-7, 12.345),
);
const text = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.constantFrom("", "  ", "a\r\nb", "e\u0301", "2026-03-01", "2026-03-01T10:00:00+11:00", "12.50", "-0.00", "True"),
);

test("the program spells every value as we do, written apart from ours", () => {
  const types = ["text", "memo", "integer", "decimal", "money", "boolean", "date", "instant", "choice", "id"] as const;
  fc.assert(
    fc.property(
      fc.constantFrom(...types),
      fc.constantFrom(null, 0, 2, 4),
      fc.oneof(text, number, fc.boolean(), fc.constant(null)),
      (type, scale, value) => {
        const own = canonicalValue(value, { type, scale });
        expect(verifier.canonical({ c: value }, column(type, scale))).toBe(own);
      },
    ),
    { numRuns: 2_000 },
  );
});

test("a lookup is the row it leads to, in whatever case the platform spells it", () => {
  const id = "AbCdEf01-0000-4000-8000-000000000001";
  const annotated = { _c_value: id, "_c_value@Microsoft.Dynamics.CRM.lookuplogicalname": "account" };
  const own = canonicalValue({ lookup: { table: "account", id } }, { type: "lookup", scale: null });
  expect(verifier.canonical(annotated, column("lookup"))).toBe(own);
  expect(verifier.canonical({ _c_value: id }, column("lookup"))).toBe(`contact:${id.toLowerCase()}`);
});

test("keys, leaves and roots are ours", () => {
  const place = { mapping: "patient", sourceId: "1", part: 0, rowId: "r" };
  const line = ["patient", "1", 0, "r"] as const;
  const runKey = "ab".repeat(32);
  expect(verifier.recordKey(runKey, line)).toEqual(recordKey(runKey, place));
  expect(verifier.leafOf([...line, "AAAA"])).toBe(leafOf(place, "AAAA"));
  const [own, theirs] = [createMerkleTree(), verifier.createTree()];
  for (let leaf = 0; leaf < 11; leaf += 1) {
    for (const tree of [own, theirs]) tree.add(leafOf({ ...place, part: leaf }, ""));
    expect(theirs.root()).toBe(own.root());
  }
});

test("an empty cell looks like a filled one, and equal values in two records or columns have nothing in common", () => {
  const live = { name: "t", columns: {} } as const;
  const table = {
    ...live,
    displayName: "",
    primaryId: "",
    primaryName: "",
    isCustom: false,
    isCustomisable: false,
    hasDocuments: false,
    isBulkCapable: false,
    keys: [],
  };
  const key = (sourceId: string) =>
    recordKey("cd".repeat(32), { mapping: "patient", sourceId, part: 0, rowId: sourceId });
  const cells = ["1", "2"].map((id) => cellsOf(key(id), ["a", "b", "c"], { a: "Female", b: "Female" }, table));
  const digests = cells.flatMap((one) => {
    const bytes = Buffer.from(one, "base64url");
    return [0, 16, 32].map((start) => bytes.subarray(start, start + 16).toString("hex"));
  });
  expect(new Set(digests).size).toBe(6);
  const columns = ["a", "b", "c"].map((name) => ({ ...column("other"), name, at: name }));
  expect(verifier.differingColumns({ a: "Female", b: "Male" }, columns, cells[0] ?? "", key("1"))).toEqual(["b"]);
});
