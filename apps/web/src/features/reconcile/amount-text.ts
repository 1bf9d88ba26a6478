/** An exact amount with two digits at least and thousands apart: `12,345.60`. */
export function amountText(decimal: string): string {
  const [whole = "0", fraction = ""] = decimal.replace("-", "").split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return `${decimal.startsWith("-") ? "−" : ""}${grouped}.${fraction.padEnd(2, "0")}`;
}
