import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { createSeal } from "./seal.ts";

const seal = createSeal({ kek: randomBytes(32).toString("base64") });
const tenant = seal.forTenant("clinic", seal.newDataKey("clinic"));
const place = { table: "staged_record", column: "payload", row: "1" };

test("what was sealed opens as it was, however long it is and however well it compresses", () => {
  const text = fc.oneof(
    fc.string({ unit: "binary", maxLength: 4_000 }),
    fc.tuple(fc.string({ unit: "grapheme" }), fc.nat(20_000)).map(([one, times]) => one.repeat(times)),
  );
  fc.assert(
    fc.property(text, (value) => {
      expect(tenant.open(place, tenant.seal(place, { value }))).toEqual({ value });
    }),
    { numRuns: 200 },
  );
});

test("nothing opens at another place, in another tenant or with a byte changed", () => {
  for (const value of ["short", "a long note ".repeat(200)]) {
    const sealed = tenant.seal(place, value);
    for (const other of [
      { ...place, row: "2" },
      { ...place, column: "label" },
      { ...place, table: "ledger" },
    ])
      expect(() => tenant.open(other, sealed)).toThrow();
    expect(() => seal.forTenant("other", seal.newDataKey("other")).open(place, sealed)).toThrow();
    for (const at of [0, 1, 2, 14, 30, sealed.length - 1]) {
      const changed = Buffer.from(sealed);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(() => tenant.open(place, changed)).toThrow();
    }
  }
});
