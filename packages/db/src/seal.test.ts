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

test("what an earlier release sealed still opens", () => {
  const earlier = createSeal({ kek: Buffer.alloc(32, 7).toString("base64") });
  const bytes = (text: string) => Buffer.from(text, "base64");
  const key = "AQC3PVDxUrU+yRrS6SUfC0921kR8u2WOKHDq0IZm+U9HUdYcE72qSGxGFfSee5A4uPx90edCdNWt3fpjqz4=";
  const short = "AQCCdkGmFUOkjN88f1xnpYm+uLtW/0yWkw1utW9GD8zeEmaT7g==";
  const long = "AQH3uKvja7XKYm6R/apdQCYW3x66yuTCIJAWkIQr8diNjoXYv9LExluqXZyIALKenvFRK53g0KMqxPY1";
  const clinic = earlier.forTenant("clinic", bytes(key));
  expect(clinic.open(place, bytes(short))).toBe("short");
  expect(clinic.open(place, bytes(long))).toBe("a long note, ".repeat(100));
});
