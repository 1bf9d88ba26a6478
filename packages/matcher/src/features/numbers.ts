import type { ColumnElement, FieldElement, Reading } from "../element.ts";

/** Whether numbers in the names agree: 1 same, 0 another number, between where only one side has one. */
export function numberAgreement(field: FieldElement, column: ColumnElement, said: Reading): number {
  const left = digitsOf(said);
  const right = [...new Set(column.readings.flatMap(digitsOf))];
  if (left.length === 0 && right.length === 0) return 1;
  if (left.length > 0 && right.length > 0) return left.some((digit) => right.includes(digit)) ? 1 : 0;
  if (left.length > 0) return field.readings.length > 1 ? 0.6 : 0.5;
  return ordinalPrior(right);
}

/** Where several columns are numbered, the first is meant when nobody says which. */
function ordinalPrior(numbers: readonly string[]): number {
  return numbers.includes("1") ? 0.8 : 0.3;
}

function digitsOf({ words }: Reading): readonly string[] {
  return words.filter((word) => /^\d+$/.test(word)).map((word) => String(Number(word)));
}
