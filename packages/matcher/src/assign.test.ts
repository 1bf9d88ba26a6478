import fc from "fast-check";
import { expect, test } from "vitest";
import { assign } from "./assign.ts";

const gains = fc.array(fc.array(fc.integer({ min: -3, max: 9 }), { minLength: 4, maxLength: 4 }), { maxLength: 5 });
const rowsOf = (matrix: readonly (readonly number[])[]) =>
  matrix.map((row) => row.map((gain, column) => ({ column, gain })));

test("no other way to give columns gains more, none is given twice, and none where nothing is gained", () => {
  fc.assert(
    fc.property(gains, (matrix) => {
      const answer = assign(rowsOf(matrix), 4);
      const given = answer.filter((column) => column !== null);
      expect(new Set(given).size).toBe(given.length);
      const sum = answer.reduce<number>(
        (total, column, row) => total + (column === null ? 0 : (matrix[row]?.[column] ?? 0)),
        0,
      );
      expect(sum).toBe(best(matrix, 0, new Set()));
      expect(answer.every((column, row) => column === null || (matrix[row]?.[column] ?? 0) > 0)).toBe(true);
    }),
  );
});

/** Tries every way. */
function best(matrix: readonly (readonly number[])[], row: number, taken: ReadonlySet<number>): number {
  const line = matrix[row];
  if (line === undefined) return 0;
  const ways = line.flatMap((gain, column) =>
    taken.has(column) ? [] : [gain + best(matrix, row + 1, new Set([...taken, column]))],
  );
  return Math.max(best(matrix, row + 1, taken), ...ways);
}
