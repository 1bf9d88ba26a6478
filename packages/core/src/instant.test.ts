import fc from "fast-check";
import { expect, test } from "vitest";
import { isDate } from "./instant.ts";

test("the days that exist are those of the calendar", () => {
  const digits = (length: number) => fc.nat(10 ** length - 1).map((number) => String(number).padStart(length, "0"));
  const near = fc.tuple(digits(4), fc.integer({ min: 0, max: 13 }), fc.integer({ min: 0, max: 32 }));
  fc.assert(
    fc.property(near, ([year, month, day]) => {
      const text = `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
      const milliseconds = Date.parse(`${text}T00:00:00Z`);
      const isThere = !Number.isNaN(milliseconds) && new Date(milliseconds).toISOString().startsWith(text);
      expect(isDate(text)).toBe(isThere);
    }),
    { numRuns: 5_000 },
  );
  for (const text of ["0000-02-29", "1900-02-28", "2000-02-29", "2024-02-29"]) expect(isDate(text)).toBe(true);
  for (const text of ["1900-02-29", "2023-02-29", "2024-04-31", "2024-1-1", ""]) expect(isDate(text)).toBe(false);
});
