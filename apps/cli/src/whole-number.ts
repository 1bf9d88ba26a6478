/** A number above 0 from the command line. Throws with what to change. */
export function wholeNumber(name: string, value: string): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1) throw new Error(`${name} must be a whole number above 0.`);
  return number;
}
